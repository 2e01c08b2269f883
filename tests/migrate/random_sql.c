// random_sql.c - random schemas as SQL, and rows for them.

#include "tests/migrate/random.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const types[] = {"text", "integer", "real",
                                    "blob", "numeric", "varchar(9)"};
static const char *const strict_types[] = {"text", "integer", "real",
                                           "blob", "ANY",     "TEXT"};
static const char *const defaults[] = {
    NULL, "0",    "'x''y'", "false", "(unixepoch())",       "CURRENT_TIMESTAMP",
    "-1", "1.50", "NULL",   "x'00'", "(lower('A') || 'b')", "'00 7'"};
static const char *const collations[] = {"", " COLLATE NOCASE", " COLLATE RTRIM"};
static const char *const actions[] = {"no action", "cascade", "set null", "set default",
                                      "restrict"};

// --- names -------------------------------------------------------------------

Str model_table_name(Arena *a, int name)
{
    switch (name % 7) {
    case 0: return str_format(a, "order_%d", name);
    case 1: return str_format(a, "a b.%d", name);
    case 2: return str_format(a, "it's%d", name);
    default: return str_format(a, "t%d", name);
    }
}

Str model_column_name(Arena *a, int name)
{
    switch (name % 11) {
    case 0: return str_format(a, "select %d", name);
    case 1: return str_format(a, "Weird.%d", name);
    case 2: return str_format(a, "d\"q%d", name);
    default: return str_format(a, "c%d", name);
    }
}

static void put_name(Buf *b, Str name)
{
    buf_format(b, "`%.*s`", STR_ARG(name));
}

static void put_column(Buf *b, int name)
{
    put_name(b, model_column_name(b->arena, name));
}

static void put_table(Buf *b, int name)
{
    put_name(b, model_table_name(b->arena, name));
}

// --- as SQL ------------------------------------------------------------------

// What a foreign key to it refers to: its key, or else a column that is unique; or null.
static const ModelColumn *parent_column(const ModelTable *t)
{
    if (t && t->primary != KEY_NONE && t->primary != KEY_TWO)
        return &t->columns[0];
    for (int i = 0; t && i < t->n; i++)
        if (t->columns[i].unique)
            return &t->columns[i];
    return NULL;
}

// A third of them stands in the column's own definition, and a third of those leave it to
// the parent what its key is.
static bool is_inline(const ModelColumn *c)
{
    return c->key % 3 == 0;
}

static void put_reference(Buf *b, const ModelColumn *c, const ModelTable *parent)
{
    buf_z(b, " REFERENCES ");
    put_table(b, parent->name);
    if (c->key % 9 || parent->primary == KEY_NONE || parent->primary == KEY_TWO) {
        buf_z(b, "(");
        put_column(b, parent_column(parent)->name);
        buf_z(b, ")");
    }
    buf_format(b, " ON UPDATE %s ON DELETE %s%s", actions[c->on_update],
               actions[c->on_delete],
               c->deferred ? " DEFERRABLE INITIALLY DEFERRED" : "");
}

static void put_definition(Buf *b, const Model *m, const ModelTable *t, int i)
{
    const ModelColumn *c = &t->columns[i];
    const ModelTable *parent = model_table(m, c->refers);
    put_column(b, c->name);
    buf_format(b, " %s", t->strict ? strict_types[c->type] : types[c->type]);
    if (i == 0 && (t->primary != KEY_NONE && t->primary != KEY_TWO))
        buf_z(b, t->primary == KEY_AUTOINCREMENT ? " PRIMARY KEY AUTOINCREMENT"
                                                 : " PRIMARY KEY");
    if (c->fallback)
        buf_format(b, " DEFAULT %s", defaults[c->fallback]);
    if (c->generated && i > 0) {
        buf_z(b, " GENERATED ALWAYS AS (upper(");
        put_column(b, t->columns[i - 1].name);
        buf_format(b, ")) %s", c->generated == 1 ? "VIRTUAL" : "STORED");
    }
    if (c->not_null)
        buf_z(b, " NOT NULL");
    buf_z(b, collations[c->collation]);
    if (parent_column(parent) && is_inline(c))
        put_reference(b, c, parent);
}

// Composite ones: a foreign key of two columns, and what is unique together.
static void put_pairs(Buf *b, const Model *m, const ModelTable *t)
{
    const ModelTable *parent = model_table(m, t->refers_two);
    if (t->unique) {
        buf_z(b, ",\n\tUNIQUE(");
        put_column(b, t->columns[0].name);
        buf_z(b, ", ");
        put_column(b, t->columns[t->n - 1].name);
        buf_z(b, ")");
    }
    if (!parent || parent->primary != KEY_TWO)
        return;
    buf_z(b, ",\n\tFOREIGN KEY (");
    put_column(b, t->columns[t->n - 2].name);
    buf_z(b, ", ");
    put_column(b, t->columns[t->n - 1].name);
    buf_z(b, ") REFERENCES ");
    put_table(b, parent->name);
    buf_z(b, "(");
    put_column(b, parent->columns[0].name);
    buf_z(b, ", ");
    put_column(b, parent->columns[1].name);
    buf_format(b, ") ON DELETE %s", actions[t->key % N_ACTIONS]);
}

static void put_constraints(Buf *b, const Model *m, const ModelTable *t)
{
    if (t->primary == KEY_TWO) {
        buf_z(b, ",\n\tPRIMARY KEY(");
        put_column(b, t->columns[0].name);
        buf_z(b, ", ");
        put_column(b, t->columns[1].name);
        buf_z(b, ")");
    }
    for (int i = 0; i < t->n; i++) {
        const ModelColumn *c = &t->columns[i];
        const ModelTable *parent = model_table(m, c->refers);
        if (parent_column(parent) && !is_inline(c)) {
            buf_z(b, ",\n\tFOREIGN KEY (");
            put_column(b, c->name);
            buf_z(b, ")");
            put_reference(b, c, parent);
        }
        if (c->unique == 2) {
            buf_format(b, ",\n\tCONSTRAINT \"uq_%d\" UNIQUE(", c->key);
            put_column(b, c->name);
            buf_z(b, ")");
        }
        if (c->check) {
            buf_format(b, ",\n\tCONSTRAINT \"check_%d\" CHECK(", c->key);
            put_table(b, t->name);
            buf_z(b, ".");
            put_column(b, c->name);
            buf_z(b, " <> 'no, never')");
        }
    }
    if (t->check) {
        buf_z(b, ",\n\tCHECK (length(");
        put_column(b, t->columns[0].name);
        buf_z(b, ") < 100)");
    }
}

static void put_create(Buf *b, const Model *m, const ModelTable *t)
{
    buf_z(b, "CREATE TABLE ");
    put_table(b, t->name);
    buf_z(b, " (\n\t");
    for (int i = 0; i < t->n; i++) {
        if (i)
            buf_z(b, ",\n\t");
        put_definition(b, m, t, i);
    }
    put_constraints(b, m, t);
    put_pairs(b, m, t);
    buf_z(b, "\n)");
    if (t->without_rowid)
        buf_z(b, " WITHOUT ROWID");
    if (t->strict)
        buf_z(b, t->without_rowid ? ", STRICT" : " STRICT");
    buf_z(b, ";\n");
    for (int i = 0; i < t->n; i++)
        if (t->columns[i].unique == 1) {
            buf_format(b, "CREATE UNIQUE INDEX `unique_%d` ON ", t->columns[i].key);
            put_table(b, t->name);
            buf_z(b, " (");
            put_column(b, t->columns[i].name);
            buf_z(b, ");\n");
        }
}

// Null if what it stands on is gone.
static const ModelTable *parts(const Model *m, const ModelObject *o,
                               const ModelColumn **first, const ModelColumn **second)
{
    const ModelTable *t = model_table(m, o->table);
    *first = model_column(t, o->first);
    *second = model_column(t, o->second);
    return *first ? t : NULL;
}

static void put_index(Buf *b, const Model *m, const ModelObject *o)
{
    const ModelColumn *first, *second;
    const ModelTable *t = parts(m, o, &first, &second);
    if (!t)
        return;
    buf_format(b, "CREATE %sINDEX `i%d` ON ", o->unique ? "UNIQUE " : "", o->name);
    put_table(b, t->name);
    buf_z(b, o->expression ? " (lower(" : " (");
    put_column(b, first->name);
    buf_z(b, o->expression ? ")" : "");
    if (second) {
        buf_z(b, ",");
        put_column(b, second->name);
        buf_z(b, " DESC");
    }
    buf_z(b, ")");
    if (o->partial) {
        buf_z(b, " WHERE ");
        put_table(b, t->name);
        buf_z(b, ".");
        put_column(b, first->name);
        buf_z(b, " IS NOT NULL");
    }
    buf_z(b, ";\n");
}

// Of a column; of the view before it; of two tables.
static void put_view(Buf *b, const Model *m, int i)
{
    const ModelObject *o = &m->views[i];
    const ModelColumn *first, *second;
    const ModelTable *t = parts(m, o, &first, &second), *other = &m->tables[0];
    if (!t)
        return;
    buf_format(b, "CREATE VIEW `v%d` AS select ", o->name);
    if (o->kind == 0 && i > 0 && parts(m, &m->views[i - 1], &first, &second)) {
        buf_format(b, "* from `v%d`;\n", m->views[i - 1].name);
        return;
    }
    first = model_column(t, o->first);
    if (o->kind == 1) {
        buf_z(b, "a.");
        put_column(b, first->name);
        buf_z(b, " AS x, count(*) AS n from ");
        put_table(b, t->name);
        buf_z(b, " AS a left join ");
        put_table(b, other->name);
        buf_z(b, " AS b on b.");
        put_column(b, other->columns[0].name);
        buf_z(b, " = x group by 1;\n");
        return;
    }
    put_column(b, first->name);
    buf_z(b, " from ");
    put_table(b, t->name);
    buf_z(b, ";\n");
}

// What it does to the first table never happens to a row.
static void put_body(Buf *b, const ModelTable *other, int kind)
{
    static const char *const heads[] = {"SELECT count(*) FROM ", "UPDATE ",
                                        "DELETE FROM "};
    buf_z(b, heads[kind]);
    put_table(b, other->name);
    if (kind == 1) {
        buf_z(b, " SET ");
        put_column(b, other->columns[0].name);
        buf_z(b, " = 1");
    }
    buf_z(b, " WHERE ");
    put_column(b, other->columns[0].name);
    buf_z(b, " = 'never'");
}

static void put_trigger(Buf *b, const Model *m, const ModelObject *o)
{
    static const char *const events[] = {"AFTER UPDATE OF ", "BEFORE INSERT",
                                         "AFTER DELETE"};
    const ModelColumn *first, *second;
    const ModelTable *t = parts(m, o, &first, &second);
    if (!t)
        return;
    int event = o->kind % 3;
    buf_format(b, "CREATE TRIGGER `g%d` %s", o->name, events[event]);
    if (event == 0)
        put_column(b, first->name);
    buf_z(b, " ON ");
    put_table(b, t->name);
    buf_z(b, " WHEN ");
    buf_z(b, event == 2 ? "OLD." : "NEW.");
    put_column(b, first->name);
    buf_z(b, " IS NOT NULL BEGIN ");
    put_body(b, &m->tables[0], o->kind / 3);
    buf_z(b, "; END;\n");
}

void model_make(const Model *m, sqlite3 *db)
{
    Arena a = {0};
    Buf b = {.arena = &a};
    for (int i = 0; i < m->n_tables; i++)
        put_create(&b, m, &m->tables[i]);
    for (int i = 0; i < m->n_indexes; i++)
        put_index(&b, m, &m->indexes[i]);
    for (int i = 0; i < m->n_views; i++)
        put_view(&b, m, i);
    for (int i = 0; i < m->n_triggers; i++)
        put_trigger(&b, m, &m->triggers[i]);
    char *why = NULL;
    if (sqlite3_exec(db, buf_str(&b).ptr, NULL, NULL, &why) != SQLITE_OK) {
        fprintf(stderr, "%s in:\n%s", why, buf_str(&b).ptr);
        abort();
    }
    arena_free(&a);
}

void model_keys(Arena *a, const Model *m, Schema *s)
{
    for (int i = 0; i < m->n_tables; i++) {
        const ModelTable *t = &m->tables[i];
        SchemaTable *out = schema_find_table(s, model_table_name(a, t->name));
        out->key = str_format(a, "table%d", t->key);
        for (int k = 0; k < t->n; k++)
            schema_find_column(out, model_column_name(a, t->columns[k].name))->key =
                str_format(a, "key%d", t->columns[k].key);
    }
}

// --- rows --------------------------------------------------------------------

// What SQLite may take for something else on its way into another column.
static const char *const odd_values[] = {"NULL",
                                         "''",
                                         "x''",
                                         "9223372036854775807",
                                         "-9223372036854775808",
                                         "9e999",
                                         "-9e999",
                                         "-0.0",
                                         "4.9e-324",
                                         "9007199254740993",
                                         "0.1",
                                         "'1e5'",
                                         "' 12 '",
                                         "'12abc'",
                                         "'0x10'",
                                         "'it''s \"ä\"'",
                                         "'a' || char(0) || 'b'",
                                         "'AbC'",
                                         "'abc  '",
                                         "x'6162'",
                                         "zeroblob(600)",
                                         "1.0",
                                         "'1.0'",
                                         "-1"};

static void put_value(Buf *b, const ModelColumn *c, Rng *r)
{
    if (rng_chance(r, 12))
        buf_z(b, odd_values[rng_below(r, sizeof odd_values / sizeof *odd_values)]);
    else if (c->refers >= 0 || c->type == 1)
        buf_format(b, "%d", rng_below(r, 30));
    else
        switch (rng_below(r, 5)) {
        case 0: buf_z(b, c->not_null ? "''" : "NULL"); break;
        case 1: buf_format(b, "'00%d'", rng_below(r, 30)); break;
        case 2: buf_format(b, "x'00ff%02x'", rng_below(r, 200)); break;
        case 3: buf_format(b, "%d.5", rng_below(r, 1000)); break;
        default: buf_format(b, "'text %d'", rng_below(r, 1000));
        }
}

static void put_row(Buf *b, const ModelTable *t, Rng *r)
{
    buf_z(b, "INSERT OR IGNORE INTO ");
    put_table(b, t->name);
    for (int pass = 0; pass < 2; pass++) {
        buf_z(b, pass ? " VALUES (" : " (");
        for (int i = 0, n = 0; i < t->n; i++) {
            if (t->columns[i].generated && i > 0)
                continue;
            if (n++)
                buf_z(b, ", ");
            if (pass)
                put_value(b, &t->columns[i], r);
            else
                put_column(b, t->columns[i].name);
        }
        buf_z(b, ")");
    }
}

// Most have a dozen rows, some none, a few many.
static void fill_table(const ModelTable *t, sqlite3 *db, Rng *r)
{
    Arena a = {0};
    int n = rng_chance(r, 8) ? 0 : rng_chance(r, 3) ? 120 : 2 + rng_below(r, 14);
    for (int row = 0; row < n; row++) {
        Buf b = {.arena = &a};
        put_row(&b, t, r);
        sqlite3_exec(db, buf_str(&b).ptr, NULL, NULL, NULL);
        arena_free(&a);
    }
}

void model_fill(const Model *m, sqlite3 *db, Rng *r)
{
    Arena a = {0};
    sqlite3_exec(db, "PRAGMA foreign_keys = OFF; BEGIN", NULL, NULL, NULL);
    for (int i = 0; i < m->n_tables; i++)
        fill_table(&m->tables[i], db, r);
    for (int i = 0; i < m->n_tables; i++) { // so that numbers and rowids have gaps
        Str table = model_table_name(&a, m->tables[i].name);
        Str column = model_column_name(&a, m->tables[i].columns[0].name);
        Str sql = str_format(&a,
                             "DELETE FROM `%.*s` WHERE `%.*s` IN (SELECT `%.*s` FROM "
                             "`%.*s` ORDER BY 1 LIMIT 3 OFFSET %d)",
                             STR_ARG(table), STR_ARG(column), STR_ARG(column),
                             STR_ARG(table), rng_below(r, 12));
        sqlite3_exec(db, sql.ptr, NULL, NULL, NULL);
    }
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    arena_free(&a);
}
