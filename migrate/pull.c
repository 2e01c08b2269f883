// pull.c - a schema that was read from a database, as a catalog.

#include "migrate/pull.h"

#include "migrate/sqltext.h"

#include <string.h>

typedef struct Pull {
    Arena *arena;
    const Schema *schema;
    Unsaid *unsaid;
} Pull;

static void leave_unsaid(Pull *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void leave_unsaid(Pull *p, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    *arena_push(p->arena, *p->unsaid, Str) = str_vformat(p->arena, fmt, args);
    va_end(args);
}

static Str slice(const Tokens *t, size_t from, size_t to)
{
    return from < to ? str_cut(t->text, t->items[from].start, t->items[to - 1].end)
                     : (Str){0};
}

// The expression in parentheses behind word in sql whose normal form is this, as it was
// written.
static Str as_written(Pull *p, Str sql, const char *word, Str normal)
{
    Tokens t = sql_tokens(p->arena, sql);
    for (size_t i = 0; i + 1 < t.n; i++)
        if (token_is(&t, i, word) && token_is(&t, i + 1, "(")) {
            size_t close = token_close(&t, i + 1);
            if (str_eq(sql_normal(p->arena, &t, i + 1, close), normal))
                return str_copy(p->arena, slice(&t, i + 1, close));
        }
    return normal;
}

// --- columns -----------------------------------------------------------------

// Drizzle's builders write their types in small letters; that is the same to SQLite.
static Str lower_type(Pull *p, Str type)
{
    static const char *const types[] = {"integer", "text", "real", "blob", "numeric"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (str_eq_nocase(type, str_z(types[i])))
            return str_z(types[i]);
    return str_copy(p->arena, type);
}

static Mode mode_of(Str type)
{
    static const struct {
        const char *type;
        Mode mode;
    } modes[] = {{"integer", MODE_NUMBER},
                 {"text", MODE_TEXT},
                 {"blob", MODE_BUFFER},
                 {"numeric", MODE_STRING}};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (str_is(type, modes[i].type))
            return modes[i].mode;
    return MODE_NONE;
}

// SQLite gives a default in parentheses without them.
static Str default_of(Pull *p, Str sql)
{
    Tokens t = sql_tokens(p->arena, sql);
    bool sign = t.n == 2 && (token_is(&t, 0, "-") || token_is(&t, 0, "+"));
    bool blob = t.n == 2 && token_is(&t, 0, "x") && t.items[1].kind == TOKEN_STRING;
    bool plain = t.n == 1 && t.items[0].kind != TOKEN_QUOTED;
    return plain || sign || blob ? sql : str_format(p->arena, "(%.*s)", STR_ARG(sql));
}

static size_t count_keys(const SchemaTable *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n_columns; i++)
        n += t->columns[i].primary_key > 0;
    return n;
}

static Column column_of(Pull *p, const SchemaTable *t, const SchemaColumn *c)
{
    Str path = str_format(p->arena, "%.*s.%.*s", STR_ARG(t->name), STR_ARG(c->name));
    bool key = c->primary_key && count_keys(t) == 1;
    Column out = {
        .key = c->key,
        .name = c->name,
        .sql_type = lower_type(p, c->type),
        .not_null = c->not_null,
        .primary_key = key,
        .autoincrement = key && t->autoincrement,
        .has_default = c->has_default,
        .default_sql = c->has_default ? default_of(p, c->default_sql) : (Str){0},
        .generated_sql = c->generated.ptr
                             ? as_written(p, c->definition, "AS", c->generated)
                             : (Str){0},
        .generated_stored = c->stored};
    out.mode = mode_of(out.sql_type);
    if (!str_eq_nocase(c->collation, S("BINARY")))
        leave_unsaid(p, "column %.*s has the collation %.*s", STR_ARG(path),
                     STR_ARG(c->collation));
    if (c->constraints.len)
        leave_unsaid(p, "column %.*s has %.*s", STR_ARG(path), STR_ARG(c->constraints));
    return out;
}

// --- keys, checks ------------------------------------------------------------

static const Str *primary_key_of(Pull *p, const SchemaTable *t, size_t *n)
{
    *n = count_keys(t);
    Str *names = arena_many(p->arena, Str, *n + 1);
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].primary_key)
            names[t->columns[i].primary_key - 1] = t->columns[i].name;
    return names;
}

static const char *lower_action(Str action)
{
    static const char *const actions[] = {"cascade", "set null", "set default",
                                          "restrict"};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (str_eq_nocase(action, str_z(actions[i])))
            return actions[i];
    return "no action";
}

static ForeignKey foreign_key_of(const SchemaKey *key)
{
    ForeignKey out = {.columns = key->columns,
                      .n_columns = key->n_columns,
                      .foreign_table = key->table,
                      .foreign_columns = key->foreign_columns,
                      .n_foreign_columns = key->n_foreign_columns,
                      .on_update = str_z(lower_action(key->on_update)),
                      .on_delete = str_z(lower_action(key->on_delete))};
    return out;
}

static void put_foreign_keys(Pull *p, const SchemaTable *t, Table *out)
{
    ForeignKey *keys = arena_many(p->arena, ForeignKey, t->n_keys + 1);
    for (size_t i = 0; i < t->n_keys; i++)
        keys[i] = foreign_key_of(&t->keys[i]);
    out->foreign_keys = keys;
    out->n_foreign_keys = t->n_keys;
}

// "constraint c check ( a > 0 )"
static void put_checks(Pull *p, const SchemaTable *t, Table *out)
{
    Check *checks = arena_many(p->arena, Check, t->n_constraints + 1);
    for (size_t i = 0; i < t->n_constraints; i++) {
        Tokens k = sql_tokens(p->arena, t->constraints[i]);
        bool named = token_is(&k, 0, "CONSTRAINT");
        size_t at = named ? 2 : 0;
        if (!token_is(&k, at, "CHECK")) {
            leave_unsaid(p, "table %.*s has %.*s", STR_ARG(t->name),
                         STR_ARG(t->constraints[i]));
            continue;
        }
        Check *c = &checks[out->n_checks++];
        Str sql = as_written(p, t->sql, "CHECK", sql_normal(p->arena, &k, at + 1, k.n));
        c->sql = str_trim(str_cut(sql, 1, sql.len - 1));
        c->name = named ? token_name(p->arena, &k, 1)
                        : str_format(p->arena, "%.*s_check_%zu", STR_ARG(t->name),
                                     out->n_checks);
        if (!named)
            leave_unsaid(p, "a check of table %.*s has no name", STR_ARG(t->name));
    }
    out->checks = checks;
}

// --- indexes -----------------------------------------------------------------

// A column alone is quoted as Drizzle does it; else it is an expression.
static Str part_of(Pull *p, const Tokens *t, size_t from, size_t to)
{
    if (to == from + 1 && t->items[from].kind != TOKEN_OTHER)
        return sql_name(p->arena, token_name(p->arena, t, from));
    return str_copy(p->arena, slice(t, from, to));
}

static Index index_of(Pull *p, const SchemaObject *o)
{
    Tokens t = sql_tokens(p->arena, o->sql);
    struct {
        Str *items;
        size_t n, capacity;
    } parts = {0};
    size_t open = 0;
    while (open < t.n && !token_is(&t, open, "("))
        open++;
    size_t close = open < t.n ? token_close(&t, open) - 1 : open, from = open + 1;
    for (size_t i = from; i <= close && i < t.n; i++)
        if (i == close || (t.items[i].depth == 1 && token_is(&t, i, ","))) {
            *arena_push(p->arena, parts, Str) = part_of(p, &t, from, i);
            from = i + 1;
        }
    Index out = {
        .name = o->name, .unique = o->unique, .parts = parts.items, .n_parts = parts.n};
    if (token_is(&t, close + 1, "WHERE"))
        out.where_sql = str_copy(p->arena, slice(&t, close + 2, t.n));
    return out;
}

static void put_indexes(Pull *p, const SchemaTable *t, Table *out)
{
    Index *indexes = arena_many(p->arena, Index, p->schema->n_objects + 1);
    for (size_t i = 0; i < p->schema->n_objects; i++) {
        const SchemaObject *o = &p->schema->objects[i];
        if (o->kind == OBJECT_INDEX && str_eq_nocase(o->table, t->name))
            indexes[out->n_indexes++] = index_of(p, o);
    }
    out->indexes = indexes;
    for (size_t i = 0; i < t->n_uniques; i++)
        leave_unsaid(p, "table %.*s has UNIQUE (%.*s), which Drizzle makes an index of",
                     STR_ARG(t->name), STR_ARG(t->uniques[i]));
}

// --- together ----------------------------------------------------------------

static Table table_of(Pull *p, const SchemaTable *t)
{
    Table out = {.key = t->key, .name = t->name, .n_columns = t->n_columns};
    Column *columns = arena_many(p->arena, Column, t->n_columns + 1);
    for (size_t i = 0; i < t->n_columns; i++)
        columns[i] = column_of(p, t, &t->columns[i]);
    out.columns = columns;
    if (count_keys(t) > 1)
        out.primary_key = primary_key_of(p, t, &out.n_primary_key);
    put_foreign_keys(p, t, &out);
    put_checks(p, t, &out);
    put_indexes(p, t, &out);
    if (t->strict)
        leave_unsaid(p, "table %.*s is STRICT", STR_ARG(t->name));
    if (t->without_rowid)
        leave_unsaid(p, "table %.*s is WITHOUT ROWID", STR_ARG(t->name));
    return out;
}

// What stands behind AS.
static View view_of(Pull *p, const SchemaObject *o)
{
    Tokens t = sql_tokens(p->arena, o->sql);
    size_t i = 0;
    while (i < t.n && !(t.items[i].depth == 0 && token_is(&t, i, "AS")))
        i++;
    if (i > 0 && token_is(&t, i - 1, ")"))
        leave_unsaid(p, "view %.*s names its columns itself", STR_ARG(o->name));
    return (View){.name = o->name, .sql = str_copy(p->arena, slice(&t, i + 1, t.n))};
}

Catalog schema_to_catalog(Arena *a, const Schema *s, Unsaid *unsaid)
{
    Pull p = {.arena = a, .schema = s, .unsaid = unsaid};
    Table *tables = arena_many(a, Table, s->n_tables + 1);
    View *views = arena_many(a, View, s->n_objects + 1);
    Catalog out = {.tables = tables, .views = views};
    for (size_t i = 0; i < s->n_tables; i++)
        if (s->tables[i].virtual_table)
            leave_unsaid(&p, "table %.*s is virtual", STR_ARG(s->tables[i].name));
        else
            tables[out.n_tables++] = table_of(&p, &s->tables[i]);
    for (size_t i = 0; i < s->n_objects; i++)
        if (s->objects[i].kind == OBJECT_VIEW)
            views[out.n_views++] = view_of(&p, &s->objects[i]);
        else if (s->objects[i].kind == OBJECT_TRIGGER)
            leave_unsaid(&p, "trigger %.*s", STR_ARG(s->objects[i].name));
    return out;
}
