// fill.c - rows for the tables of a schema, as the schema and the contract allow them.

#include "stage3_emit/refute/constraint.h"

// --- one row ---------------------------------------------------------------------

static void run(sqlite3_stmt *stmt)
{
    sqlite3_step(stmt);
    sqlite3_reset(stmt);
}

// The row that RETURNING gave: the generated column that is not what it was declared, as
// "t.c"; or the empty Str.
static Str generated_misfit(Arena *scratch, const FillTable *t)
{
    for (size_t i = 0, k = 0; i < t->table->n_columns; i++) {
        const ModelColumn *c = &t->table->columns[i];
        if (c->generated && !fits(c->type, datum_column(scratch, t->insert, (int)k++)))
            return str_format(scratch, "%.*s.%.*s", STR_ARG(t->table->name),
                              STR_ARG(c->name));
    }
    return (Str){0};
}

static bool has_orphans(sqlite3 *db)
{
    int now = 0, highest = 0;
    sqlite3_db_status(db, SQLITE_DBSTATUS_DEFERRED_FKS, &now, &highest, 0);
    return now != 0;
}

// What SQLite says of a row that it does not take goes to *why.
static bool insert(Fill *f, const Row *row, Arena *scratch, Str *why)
{
    const FillTable *t = row->table;
    Str misfit = {0};
    for (size_t i = 0; i < t->n_columns; i++)
        datum_bind(t->insert, (int)i + 1, row->values[i]);
    int rc = sqlite3_step(t->insert);
    if (rc == SQLITE_ROW) {
        misfit = generated_misfit(scratch, t);
        rc = sqlite3_step(t->insert);
    }
    bool good = rc == SQLITE_DONE && !misfit.len && sqlite3_changes64(f->db) != 0;
    if (!good)
        *why = misfit.len ? misfit : str_copy(scratch, str_z(sqlite3_errmsg(f->db)));
    sqlite3_reset(t->insert);
    sqlite3_clear_bindings(t->insert);
    return good && !(t->guarded && has_orphans(f->db));
}

// SQLite may have ended the transaction: on a full disk, as it calls the last AUTOINCREMENT.
static bool try_row(Fill *f, const Row *row, Arena *scratch, Str *why)
{
    if (!row->table->insert || sqlite3_get_autocommit(f->db))
        return false;
    if (!row->table->guarded)
        return insert(f, row, scratch, why);
    run(f->savepoint);
    bool good = insert(f, row, scratch, why);
    if (!good)
        run(f->rollback_to);
    run(f->release);
    return good;
}

bool fill_insert(Fill *f, const Row *row)
{
    Arena scratch = {0};
    Str why;
    bool good = try_row(f, row, &scratch, &why);
    arena_free(&scratch);
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
    return palette_pick(&s->palette, r, c->type, &t->literals, false);
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

// A value that the constraint may want.
static Datum wanted_value(Rng *r, const Style *s, const FillTable *t, size_t column,
                          const Constraint *c)
{
    if (rng_one_in(r, 4))
        return value(r, s, t, column);
    return palette_pick(&s->palette, r, t->columns[column]->type, &c->literals, true);
}

// Makes the columns anew that SQLite's message is about. False if it is about none.
static bool mend_row(Arena *scratch, Rng *r, const Style *s, const Row *row, Str why)
{
    Constraint c;
    if (!constraint_find(scratch, row->table, why, &c))
        return false;
    for (size_t i = 0; i < c.n_columns; i++)
        row->values[c.columns[i]] = wanted_value(r, s, row->table, c.columns[i], &c);
    return true;
}

enum { MENDED = 24, IN_VAIN = 3 };

// A row, mended as long as SQLite says what is wrong with it.
static bool find_row(Fill *f, Arena *scratch, Rng *r, const Style *s, const Rows *rows,
                     const Row *row)
{
    make_row(f, r, s, rows, row);
    for (size_t i = 0; i < MENDED; i++) {
        Str why = {0};
        if (try_row(f, row, scratch, &why))
            return true;
        if (!mend_row(scratch, r, s, row, why))
            return false;
    }
    return false;
}

void fill_rows(Fill *f, Arena *scratch, Rng *r, const Style *s, size_t table,
               Rows *rows)
{
    FillTable *t = fill_table(f, table);
    if (!t->insert || rng_one_in(r, 8))
        return;
    t->tried = true;
    size_t wanted = 1 + rng_below(r, s->rows);
    for (size_t in_vain = 0; wanted > 0 && in_vain < IN_VAIN;) {
        Row row = {t, arena_many(scratch, Datum, t->n_columns)};
        if (!find_row(f, scratch, r, s, rows, &row)) {
            in_vain++;
            continue;
        }
        *arena_push(scratch, *rows, Row) = row;
        t->taken = true;
        wanted--;
    }
}

void fill_print(Arena *a, Buf *out, const Row *row)
{
    buf_z(out, "INSERT INTO ");
    fill_put_head(a, out, row->table);
    for (size_t i = 0; i < row->table->n_columns; i++) {
        buf_z(out, i ? ", " : "");
        datum_print(out, row->values[i]);
    }
    buf_z(out, ");\n");
}
