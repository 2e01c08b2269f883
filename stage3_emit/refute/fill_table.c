// fill_table.c - what is to be known of a table before rows are made for it.

#include "stage3_emit/refute/constraint.h"
#include "stage3_emit/sql/lex.h"

// --- making ready ----------------------------------------------------------------

void fill_init(Fill *f, Arena *a, const Model *m, sqlite3 *db)
{
    *f = (Fill){.arena = a, .model = m, .db = db};
    f->tables = arena_many(a, FillTable, m->n_tables);
    sqlite3_prepare_v2(db, "SAVEPOINT one_row", -1, &f->savepoint, NULL);
    sqlite3_prepare_v2(db, "ROLLBACK TO one_row", -1, &f->rollback_to, NULL);
    sqlite3_prepare_v2(db, "RELEASE one_row", -1, &f->release, NULL);
}

void fill_free(Fill *f)
{
    for (size_t i = 0; i < f->model->n_tables; i++)
        sqlite3_finalize(f->tables[i].insert);
    sqlite3_finalize(f->savepoint);
    sqlite3_finalize(f->rollback_to);
    sqlite3_finalize(f->release);
}

static bool has_generated(const ModelTable *t)
{
    bool has = false;
    for (size_t i = 0; i < t->n_columns; i++)
        has |= t->columns[i].generated;
    return has;
}

static void choose_columns(Fill *f, FillTable *t)
{
    const ModelTable *m = t->table;
    t->columns = arena_many(f->arena, const ModelColumn *, m->n_columns);
    for (size_t i = 0; i < m->n_columns; i++)
        if (!m->columns[i].generated && !m->columns[i].hidden)
            t->columns[t->n_columns++] = &m->columns[i];
}

// RETURNING gives the generated columns, to be looked at.
static Str insert_text(Fill *f, const FillTable *t)
{
    Buf sql = {.arena = f->arena};
    buf_z(&sql, "INSERT INTO ");
    fill_put_head(f->arena, &sql, t);
    for (size_t i = 0; i < t->n_columns; i++)
        buf_z(&sql, i ? ", ?" : "?");
    buf_z(&sql, ")");
    const char *between = " RETURNING ";
    for (size_t i = 0; i < t->table->n_columns; i++) {
        if (!t->table->columns[i].generated)
            continue;
        buf_z(&sql, between);
        buf_put(&sql, sql_quote(f->arena, t->table->columns[i].name));
        between = ", ";
    }
    return buf_str(&sql);
}

// --- what SQLite says of it -------------------------------------------------------

size_t fill_column(const FillTable *t, Str name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (str_eq_nocase(t->columns[i]->name, name))
            return i;
    return STR_NONE;
}

static void choose_not_null(Fill *f, FillTable *t)
{
    sqlite3_stmt *stmt = NULL;
    t->not_null = arena_many(f->arena, bool, t->n_columns);
    sqlite3_prepare_v2(f->db, "SELECT name, \"notnull\" FROM pragma_table_xinfo(?1)",
                       -1, &stmt, NULL);
    sqlite3_bind_text64(stmt, 1, t->table->name.ptr, t->table->name.len, SQLITE_STATIC,
                        SQLITE_UTF8);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        size_t i = fill_column(t, datum_column(f->arena, stmt, 0).bytes);
        if (i != STR_NONE)
            t->not_null[i] = sqlite3_column_int(stmt, 1) != 0;
    }
    sqlite3_finalize(stmt);
}

static void choose_literals(Fill *f, FillTable *t)
{
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v2(f->db,
                       "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL "
                       "AND type <> 'trigger' AND tbl_name = ?1 COLLATE nocase",
                       -1, &stmt, NULL);
    sqlite3_bind_text64(stmt, 1, t->table->name.ptr, t->table->name.len, SQLITE_STATIC,
                        SQLITE_UTF8);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        pool_add_sql(f->arena, &t->literals, datum_column(f->arena, stmt, 0).bytes);
    sqlite3_finalize(stmt);
}

// --- foreign keys ----------------------------------------------------------------

typedef struct References {
    Reference *items;
    size_t n, capacity;
} References;

static Str nth_primary_key(const ModelTable *t, size_t n)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].primary_key == (int)n + 1)
            return t->columns[i].name;
    return (Str){0};
}

// Adds a pair of columns to the last reference.
static void add_pair(Fill *f, FillTable *t, Reference *to, Str from, Str parents)
{
    FillTable *parent = &f->tables[to->parent];
    if (!parent->columns) {
        parent->table = &f->model->tables[to->parent];
        choose_columns(f, parent);
    }
    if (!parents.len)
        parents = nth_primary_key(parent->table, to->n);
    size_t mine = fill_column(t, from), theirs = fill_column(parent, parents);
    if (mine == STR_NONE || theirs == STR_NONE)
        return;
    size_t *columns = arena_many(f->arena, size_t, to->n + 1);
    size_t *parent_columns = arena_many(f->arena, size_t, to->n + 1);
    for (size_t i = 0; i < to->n; i++) {
        columns[i] = to->columns[i];
        parent_columns[i] = to->parent_columns[i];
    }
    columns[to->n] = mine;
    parent_columns[to->n] = theirs;
    to->columns = columns;
    to->parent_columns = parent_columns;
    to->n++;
}

static void choose_references(Fill *f, FillTable *t)
{
    References list = {0};
    sqlite3_stmt *stmt = NULL;
    sqlite3_prepare_v2(f->db,
                       "SELECT \"table\", \"from\", \"to\", seq "
                       "FROM pragma_foreign_key_list(?1) ORDER BY id, seq",
                       -1, &stmt, NULL);
    sqlite3_bind_text64(stmt, 1, t->table->name.ptr, t->table->name.len, SQLITE_STATIC,
                        SQLITE_UTF8);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        Str table = datum_column(f->arena, stmt, 0).bytes;
        const ModelTable *parent = model_find_table(f->model, table);
        if (!parent)
            continue;
        if (sqlite3_column_int(stmt, 3) == 0)
            *arena_push(f->arena, list, Reference) =
                (Reference){.parent = (size_t)(parent - f->model->tables)};
        if (list.n)
            add_pair(f, t, &list.items[list.n - 1],
                     datum_column(f->arena, stmt, 1).bytes,
                     datum_column(f->arena, stmt, 2).bytes);
    }
    sqlite3_finalize(stmt);
    t->references = list.items;
    t->n_references = list.n;
}

FillTable *fill_table(Fill *f, size_t table)
{
    FillTable *t = &f->tables[table];
    if (t->is_ready)
        return t;
    t->is_ready = true;
    t->table = &f->model->tables[table];
    if (!t->columns)
        choose_columns(f, t);
    choose_not_null(f, t);
    choose_literals(f, t);
    t->constraints = constraints_of(f->arena, t, &t->n_constraints);
    if (t->table->kind == MODEL_TABLE)
        choose_references(f, t);
    t->guarded = t->n_references || has_generated(t->table);
    if (t->table->kind == MODEL_VIEW || !t->n_columns)
        return t;
    Str sql = insert_text(f, t);
    sqlite3_prepare_v3(f->db, sql.ptr, (int)sql.len, SQLITE_PREPARE_PERSISTENT,
                       &t->insert, NULL);
    return t;
}

// --- its SQL ---------------------------------------------------------------------

void fill_put_head(Arena *a, Buf *out, const FillTable *t)
{
    buf_put(out, sql_quote(a, t->table->name));
    for (size_t i = 0; i < t->n_columns; i++) {
        buf_z(out, i ? ", " : " (");
        buf_put(out, sql_quote(a, t->columns[i]->name));
    }
    buf_z(out, ") VALUES (");
}
