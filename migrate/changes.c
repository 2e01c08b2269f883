// changes.c - what differs between two schemas, in words.

#include "migrate/diff.h"

#include "migrate/sqltext.h"

static void add(Arena *a, Changes *list, Change change)
{
    *arena_push(a, *list, Change) = change;
}

// --- names -------------------------------------------------------------------

static Str new_table_name(const Match *m, Str name)
{
    for (size_t i = 0; i < m->n_tables; i++)
        if (m->tables[i].from && m->tables[i].to &&
            str_eq_nocase(m->tables[i].from->name, name))
            return m->tables[i].to->name;
    return name;
}

static Str new_column_name(const Match *m, Str table, Str name)
{
    for (size_t i = 0; i < m->n_tables; i++) {
        const TablePair *t = &m->tables[i];
        if (!t->from || !t->to || !str_eq_nocase(t->from->name, table))
            continue;
        for (size_t k = 0; k < t->n_columns; k++)
            if (t->columns[k].from && t->columns[k].to &&
                str_eq_nocase(t->columns[k].from->name, name))
                return t->columns[k].to->name;
    }
    return name;
}

// A text of the old schema with the new names in it.
static Str renamed_text(Arena *a, const Match *m, const SchemaTable *t, Str text)
{
    Tokens k = sql_tokens(a, text);
    Buf b = {.arena = a};
    for (size_t i = 0; i < k.n; i++) {
        Str name = token_name(a, &k, i);
        bool is_name = k.items[i].kind == TOKEN_WORD || k.items[i].kind == TOKEN_QUOTED;
        Str now = is_name && t ? new_column_name(m, t->name, name) : name;
        if (is_name && str_eq(now, name))
            now = new_table_name(m, name);
        if (b.n)
            buf_char(&b, ' ');
        buf_put(&b, is_name && !str_eq(now, name)
                        ? sql_name(a, now)
                        : str_cut(text, k.items[i].start, k.items[i].end));
    }
    return sql_normal_text(a, buf_str(&b));
}

// --- columns -----------------------------------------------------------------

static void put(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void put(Buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    if (b->n)
        buf_z(b, ", ");
    buf_put(b, str_vformat(b->arena, fmt, args));
    va_end(args);
}

static Str or_none(Str s, bool is_there)
{
    return is_there ? s : S("none");
}

static Str column_differences(Arena *a, const Match *m, const SchemaTable *t,
                              const SchemaColumn *was, const SchemaColumn *to)
{
    SchemaColumn renamed = *was, *from = &renamed;
    Buf b = {.arena = a};
    renamed.name = to->name;
    if (was->generated.ptr)
        renamed.generated = renamed_text(a, m, t, was->generated);
    if (was->constraints.len)
        renamed.constraints = renamed_text(a, m, t, was->constraints);
    if (column_equal(&renamed, to))
        return (Str){0};
    if (!str_eq_nocase(from->type, to->type))
        put(&b, "type %.*s → %.*s", STR_ARG(or_none(from->type, from->type.len)),
            STR_ARG(or_none(to->type, to->type.len)));
    if (from->not_null != to->not_null)
        put(&b, to->not_null ? "NOT NULL" : "may be NULL");
    if (from->primary_key != to->primary_key)
        put(&b, to->primary_key ? "primary key" : "no primary key");
    if (from->has_default != to->has_default ||
        !str_eq(from->default_sql, to->default_sql))
        put(&b, "default %.*s → %.*s",
            STR_ARG(or_none(from->default_sql, from->has_default)),
            STR_ARG(or_none(to->default_sql, to->has_default)));
    if (!str_eq(from->generated, to->generated) || from->stored != to->stored)
        put(&b, "generated %.*s → %.*s",
            STR_ARG(or_none(from->generated, from->generated.ptr)),
            STR_ARG(or_none(to->generated, to->generated.ptr)));
    if (!str_eq_nocase(from->collation, to->collation))
        put(&b, "collation %.*s → %.*s", STR_ARG(from->collation),
            STR_ARG(to->collation));
    if (!str_eq(from->constraints, to->constraints))
        put(&b, "constraints");
    return b.n ? buf_str(&b) : S("its declaration");
}

static void diff_columns(Arena *a, const Match *m, const TablePair *t, Changes *out)
{
    Str table = t->to->name;
    for (size_t i = 0; i < t->n_columns; i++) {
        const SchemaColumn *from = t->columns[i].from, *to = t->columns[i].to;
        if (!from)
            add(a, out,
                (Change){.kind = CHANGE_COLUMN_ADDED,
                         .table = table,
                         .name = to->name,
                         .what = to->definition});
        else if (!to)
            add(a, out,
                (Change){
                    .kind = CHANGE_COLUMN_DROPPED, .table = table, .name = from->name});
        if (!from || !to)
            continue;
        if (!str_eq_nocase(from->name, to->name))
            add(a, out,
                (Change){.kind = CHANGE_COLUMN_RENAMED,
                         .table = table,
                         .name = to->name,
                         .from = from->name});
        Str what = column_differences(a, m, t->from, from, to);
        if (what.len)
            add(a, out,
                (Change){.kind = CHANGE_COLUMN_ALTERED,
                         .table = table,
                         .name = to->name,
                         .what = what});
    }
}

// --- tables ------------------------------------------------------------------

// The key as it would be after all renames.
static SchemaKey renamed_key(Arena *a, const Match *m, const SchemaTable *t,
                             const SchemaKey *key)
{
    SchemaKey out = *key;
    Str *columns = arena_many(a, Str, key->n_columns + 1);
    Str *foreign = arena_many(a, Str, key->n_foreign_columns + 1);
    for (size_t i = 0; i < key->n_columns; i++)
        columns[i] = new_column_name(m, t->name, key->columns[i]);
    for (size_t i = 0; i < key->n_foreign_columns; i++)
        foreign[i] = new_column_name(m, key->table, key->foreign_columns[i]);
    out.columns = columns;
    out.foreign_columns = foreign;
    out.table = new_table_name(m, key->table);
    return out;
}

static bool keys_differ(Arena *a, const Match *m, const TablePair *t)
{
    bool differ = t->from->n_keys != t->to->n_keys;
    for (size_t i = 0; !differ && i < t->from->n_keys; i++) {
        SchemaKey key = renamed_key(a, m, t->from, &t->from->keys[i]);
        bool found = false;
        for (size_t k = 0; k < t->to->n_keys; k++)
            found = found || key_equal(&key, &t->to->keys[k]);
        differ = !found;
    }
    return differ;
}

static bool texts_differ(Arena *a, const Match *m, const SchemaTable *t,
                         const Str *from, size_t n, const Str *to, size_t n_to)
{
    bool differ = n != n_to;
    for (size_t i = 0; !differ && i < n; i++) {
        Str text = renamed_text(a, m, t, from[i]);
        bool found = false;
        for (size_t k = 0; k < n_to; k++)
            found = found || str_eq(text, sql_normal_text(a, to[k]));
        differ = !found;
    }
    return differ;
}

static void diff_table(Arena *a, const Match *m, const TablePair *t, Changes *out)
{
    Buf b = {.arena = a};
    if (!str_eq_nocase(t->from->name, t->to->name))
        add(a, out,
            (Change){.kind = CHANGE_TABLE_RENAMED,
                     .table = t->to->name,
                     .name = t->to->name,
                     .from = t->from->name});
    if (keys_differ(a, m, t))
        put(&b, "foreign keys");
    if (texts_differ(a, m, t->from, t->from->constraints, t->from->n_constraints,
                     t->to->constraints, t->to->n_constraints))
        put(&b, "checks");
    if (texts_differ(a, m, t->from, t->from->uniques, t->from->n_uniques,
                     t->to->uniques, t->to->n_uniques))
        put(&b, "unique constraints");
    if (t->from->strict != t->to->strict)
        put(&b, t->to->strict ? "STRICT" : "no longer STRICT");
    if (t->from->without_rowid != t->to->without_rowid)
        put(&b, t->to->without_rowid ? "WITHOUT ROWID" : "with rowids");
    if (t->from->autoincrement != t->to->autoincrement)
        put(&b, t->to->autoincrement ? "AUTOINCREMENT" : "no AUTOINCREMENT");
    if (t->to->virtual_table && !table_equal(t->from, t->to))
        put(&b, "its module");
    if (b.n)
        add(a, out,
            (Change){.kind = CHANGE_TABLE_ALTERED,
                     .table = t->to->name,
                     .name = t->to->name,
                     .what = buf_str(&b)});
    if (!t->to->virtual_table)
        diff_columns(a, m, t, out);
}

// --- what stands on them -----------------------------------------------------

static const SchemaTable *old_table(const Match *m, Str new_name)
{
    for (size_t i = 0; i < m->n_tables; i++)
        if (m->tables[i].to && str_eq_nocase(m->tables[i].to->name, new_name))
            return m->tables[i].from;
    return NULL;
}

static void diff_objects(Arena *a, const Schema *from, const Schema *to, const Match *m,
                         Changes *out)
{
    for (size_t i = 0; i < from->n_objects; i++) {
        const SchemaObject *o = &from->objects[i];
        if (!o->unmanaged && !schema_find_object(to, o->kind, o->name))
            add(a, out,
                (Change){.kind = CHANGE_OBJECT_DROPPED,
                         .object = o->kind,
                         .table = new_table_name(m, o->table),
                         .name = o->name});
    }
    for (size_t i = 0; i < to->n_objects; i++) {
        const SchemaObject *o = &to->objects[i];
        const SchemaObject *was = schema_find_object(from, o->kind, o->name);
        Str normal = {0};
        if (was && !object_equal(was, o))
            normal = renamed_text(a, m, old_table(m, o->table), was->normal);
        if (was &&
            (object_equal(was, o) || str_eq(normal, sql_normal_text(a, o->normal))))
            continue;
        add(a, out,
            (Change){.kind = was ? CHANGE_OBJECT_ALTERED : CHANGE_OBJECT_ADDED,
                     .object = o->kind,
                     .table = o->table,
                     .name = o->name});
    }
}

Changes schema_diff(Arena *a, const Schema *from, const Schema *to, const Match *match)
{
    Changes out = {0};
    for (size_t i = 0; i < match->n_tables; i++) {
        const TablePair *t = &match->tables[i];
        if (t->from && t->to)
            diff_table(a, match, t, &out);
        else
            add(a, &out,
                (Change){.kind = t->to ? CHANGE_TABLE_ADDED : CHANGE_TABLE_DROPPED,
                         .table = t->to ? t->to->name : t->from->name,
                         .name = t->to ? t->to->name : t->from->name});
    }
    diff_objects(a, from, to, match, &out);
    return out;
}

// --- words -------------------------------------------------------------------

Str change_words(Arena *a, const Change *c)
{
    const char *kind = object_word(c->object);
    switch (c->kind) {
    case CHANGE_TABLE_ADDED: return str_format(a, "new table %.*s", STR_ARG(c->name));
    case CHANGE_TABLE_DROPPED:
        return str_format(a, "table %.*s is dropped", STR_ARG(c->name));
    case CHANGE_TABLE_RENAMED:
        return str_format(a, "table %.*s is now %.*s", STR_ARG(c->from),
                          STR_ARG(c->name));
    case CHANGE_TABLE_ALTERED:
        return str_format(a, "table %.*s changes: %.*s", STR_ARG(c->name),
                          STR_ARG(c->what));
    case CHANGE_COLUMN_ADDED:
        return str_format(a, "new column %.*s.%.*s", STR_ARG(c->table),
                          STR_ARG(c->name));
    case CHANGE_COLUMN_DROPPED:
        return str_format(a, "column %.*s.%.*s is dropped", STR_ARG(c->table),
                          STR_ARG(c->name));
    case CHANGE_COLUMN_RENAMED:
        return str_format(a, "column %.*s.%.*s is now %.*s", STR_ARG(c->table),
                          STR_ARG(c->from), STR_ARG(c->name));
    case CHANGE_COLUMN_ALTERED:
        return str_format(a, "column %.*s.%.*s changes: %.*s", STR_ARG(c->table),
                          STR_ARG(c->name), STR_ARG(c->what));
    case CHANGE_OBJECT_ADDED:
        return str_format(a, "new %s %.*s", kind, STR_ARG(c->name));
    case CHANGE_OBJECT_DROPPED:
        return str_format(a, "%s %.*s is dropped", kind, STR_ARG(c->name));
    case CHANGE_OBJECT_ALTERED:
        return str_format(a, "%s %.*s changes", kind, STR_ARG(c->name));
    }
    return (Str){0};
}
