// fill.c - rows for the tables of a schema, as the schema and the contract allow them.

#include "stage3_emit/refute/fill.h"

#include "stage3_emit/sql/lex.h"

#include <string.h>

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
    arena_free(&f->kept);
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

static void put_head(Arena *a, Buf *out, const FillTable *t)
{
    buf_put(out, sql_quote(a, t->table->name));
    for (size_t i = 0; i < t->n_columns; i++) {
        buf_z(out, i ? ", " : " (");
        buf_put(out, sql_quote(a, t->columns[i]->name));
    }
    buf_z(out, ") VALUES (");
}

// RETURNING gives the generated columns, to be looked at.
static Str insert_text(Fill *f, const FillTable *t)
{
    Buf sql = {.arena = f->arena};
    buf_z(&sql, "INSERT OR IGNORE INTO ");
    put_head(f->arena, &sql, t);
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

// --- foreign keys ----------------------------------------------------------------

typedef struct References {
    Reference *items;
    size_t n, capacity;
} References;

static size_t column_index(const FillTable *t, Str name)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (str_eq_nocase(t->columns[i]->name, name))
            return i;
    return STR_NONE;
}

static Str nth_primary_key(const ModelTable *t, size_t n)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].primary_key == (int)n + 1)
            return t->columns[i].name;
    return (Str){0};
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
        size_t i = column_index(t, datum_column(f->arena, stmt, 0).bytes);
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
    size_t mine = column_index(t, from), theirs = column_index(parent, parents);
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

// --- one row ---------------------------------------------------------------------

static void run(sqlite3_stmt *stmt)
{
    sqlite3_step(stmt);
    sqlite3_reset(stmt);
}

// The row that RETURNING gave: are the generated columns what they were declared?
static bool generated_fit(Arena *scratch, const FillTable *t)
{
    bool fit = true;
    for (size_t i = 0, k = 0; i < t->table->n_columns; i++) {
        const ModelColumn *c = &t->table->columns[i];
        if (c->generated)
            fit = fit && fits(c->type, datum_column(scratch, t->insert, (int)k++), true,
                              false);
    }
    return fit;
}

static bool has_orphans(sqlite3 *db)
{
    int now = 0, highest = 0;
    sqlite3_db_status(db, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0);
    return now != 0;
}

static bool insert(Fill *f, const Row *row)
{
    const FillTable *t = row->table;
    for (size_t i = 0; i < t->n_columns; i++)
        datum_bind(t->insert, (int)i + 1, row->values[i]);
    Arena scratch = {0};
    bool good = true;
    int rc = sqlite3_step(t->insert);
    if (rc == SQLITE_ROW) {
        good = generated_fit(&scratch, t);
        rc = sqlite3_step(t->insert);
    }
    good = good && rc == SQLITE_DONE && sqlite3_changes64(f->db) != 0;
    sqlite3_reset(t->insert);
    sqlite3_clear_bindings(t->insert);
    arena_free(&scratch);
    return good && !(t->guarded && has_orphans(f->db));
}

bool fill_insert(Fill *f, const Row *row)
{
    const FillTable *t = row->table;
    if (!t->insert)
        return false;
    if (!t->guarded)
        return insert(f, row);
    run(f->savepoint);
    bool good = insert(f, row);
    if (!good)
        run(f->rollback_to);
    run(f->release);
    return good;
}

// --- chance ----------------------------------------------------------------------

// A rowid is given mostly: those that SQLite chooses lie side by side.
static Datum value(Rng *r, const Style *s, const FillTable *t, size_t column)
{
    const ModelColumn *c = t->columns[column];
    size_t nulls = c->rowid_alias ? 5 : s->nulls;
    if (!t->not_null[column] && rng_below(r, 100) < nulls)
        return (Datum){0};
    if (c->rowid_alias && !rng_one_in(r, 4))
        return datum_integer(1 + (int64_t)rng_below(r, s->rows + 3));
    return palette_pick(&s->palette, r, c->type, &t->literals);
}

static const Row *any_row(Rng *r, const Rows *rows, const FillTable *of)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        n += rows->items[i].table == of;
    size_t k = n ? rng_below(r, n) : 0;
    for (size_t i = 0; n && i < rows->n; i++)
        if (rows->items[i].table == of && k-- == 0)
            return &rows->items[i];
    return NULL;
}

// The columns of a foreign key come from a row that is there, unless they are NULL.
static void refer(Fill *f, Rng *r, const Rows *rows, const Row *row,
                  const Reference *to)
{
    const Row *parent = any_row(r, rows, &f->tables[to->parent]);
    for (size_t i = 0; parent && i < to->n; i++) {
        Datum *d = &row->values[to->columns[i]];
        if (d->kind != DATUM_NULL)
            *d = parent->values[to->parent_columns[i]];
    }
}

static void make_row(Fill *f, Rng *r, const Style *s, const Rows *rows, const Row *row)
{
    const FillTable *t = row->table;
    for (size_t i = 0; i < t->n_columns; i++)
        row->values[i] = value(r, s, t, i);
    for (size_t i = 0; i < t->n_references; i++)
        refer(f, r, rows, row, &t->references[i]);
}

// Beside a row that was taken may be another: what its checks want is mostly there.
static void vary_row(Rng *r, const Style *s, const Row *row)
{
    const FillTable *t = row->table;
    memcpy(row->values, t->last, t->n_columns * sizeof(Datum));
    for (size_t n = 1 + rng_below(r, 2); n > 0; n--) {
        size_t i = rng_below(r, t->n_columns);
        row->values[i] = value(r, s, t, i);
    }
}

static void remember(Fill *f, FillTable *t, const Row *row)
{
    Datum *last = arena_many(&f->kept, Datum, t->n_columns);
    memcpy(last, row->values, t->n_columns * sizeof(Datum));
    for (size_t i = 0; i < t->n_columns; i++)
        last[i].bytes = str_copy(&f->kept, last[i].bytes);
    t->last = last;
    t->taken = true;
}

enum { ATTEMPTS = 8, FRUITLESS = 64 };

void fill_rows(Fill *f, Arena *scratch, Rng *r, const Style *s, size_t table,
               Rows *rows)
{
    FillTable *t = fill_table(f, table);
    if (!t->insert || rng_one_in(r, 8))
        return;
    size_t wanted = 1 + rng_below(r, s->rows);
    size_t attempts = t->last ? ATTEMPTS * wanted : FRUITLESS;
    t->tried = true;
    for (size_t failed = 0; attempts > 0 && wanted > 0; attempts--) {
        Row row = {t, arena_many(scratch, Datum, t->n_columns)};
        if (t->last && (failed > 2 || rng_one_in(r, 8)))
            vary_row(r, s, &row);
        else
            make_row(f, r, s, rows, &row);
        bool taken = fill_insert(f, &row);
        failed = taken ? 0 : failed + 1;
        if (!taken)
            continue;
        *arena_push(scratch, *rows, Row) = row;
        wanted--;
        if (!t->last)
            remember(f, t, &row);
    }
}

void fill_forget(Fill *f)
{
    for (size_t i = 0; i < f->model->n_tables; i++)
        f->tables[i].last = NULL;
    arena_free(&f->kept);
}

void fill_print(Arena *a, Buf *out, const Row *row)
{
    buf_z(out, "INSERT INTO ");
    put_head(a, out, row->table);
    for (size_t i = 0; i < row->table->n_columns; i++) {
        buf_z(out, i ? ", " : "");
        datum_print(out, row->values[i]);
    }
    buf_z(out, ");\n");
}
