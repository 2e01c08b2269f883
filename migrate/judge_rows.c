// judge_rows.c - what the rows of the real database say of the schema to come.
//
// A table is asked as it will be: a subquery gives its old columns the new names, and the
// added ones their defaults, so that the new schema's own expressions can be put to it.

#include "migrate/judging.h"

// --- the table as it will be -------------------------------------------------

static bool is_computed(const Judging *j, const SchemaColumn *from, const TablePair *t)
{
    for (size_t i = 0; i < j->trace.ways.n; i++) {
        const Way *w = &j->trace.ways.items[i];
        if (w->computed && str_eq_nocase(w->table, t->from->name) &&
            str_eq_nocase(w->column, from->name))
            return true;
    }
    return false;
}

// (SELECT `full_name` AS `name`, NULL AS `score` FROM `users`) AS `people`
static Str as_it_will_be(Judging *j, const TablePair *t)
{
    Arena *a = j->arena;
    Buf b = {.arena = a};
    buf_z(&b, "(SELECT ");
    for (size_t i = 0, n = 0; i < t->n_columns; i++) {
        const ColumnPair *c = &t->columns[i];
        if (!c->to || (c->from && is_computed(j, c->from, t)))
            continue;
        buf_z(&b, n++ ? ", " : "");
        if (c->from)
            buf_put(&b, sql_name(a, c->from->name));
        else
            buf_put(&b, c->to->has_default ? c->to->default_sql : S("NULL"));
        buf_format(&b, " AS %.*s", STR_ARG(sql_name(a, c->to->name)));
    }
    buf_format(&b, " FROM %.*s) AS %.*s", STR_ARG(sql_name(a, t->from->name)),
               STR_ARG(sql_name(a, t->to->name)));
    return buf_str(&b);
}

static const TablePair *pair_to(const Judging *j, Str table)
{
    for (size_t i = 0; i < j->out->match.n_tables; i++) {
        const TablePair *t = &j->out->match.tables[i];
        if (t->from && t->to && str_eq_nocase(t->to->name, table))
            return t;
    }
    return NULL;
}

// Refuses if a count says so; what and fix are said then.
static void refuse_if(Judging *j, Risk risk, Str object, Str what, Str from_where,
                      Str example, Str fix)
{
    Arena *a = j->arena;
    int64_t rows =
        judging_ask(j, str_format(a, "SELECT count(*) %.*s", STR_ARG(from_where)));
    if (rows <= 0)
        return;
    Finding *f = judging_add(j, risk, VERDICT_REFUSE, object, rows,
                             str_format(a, "%.*s: %.*s", STR_ARG(what),
                                        STR_ARG(judging_rows(a, rows, "row"))));
    f->fix = fix;
    judging_examples(j, f,
                     str_format(a, "SELECT %.*s %.*s LIMIT 5", STR_ARG(example),
                                STR_ARG(from_where)));
}

// --- columns -----------------------------------------------------------------

// What names a row to people.
static Str row_name(Judging *j, const SchemaTable *t)
{
    Buf b = {.arena = j->arena};
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i].primary_key)
            buf_format(&b, "%s'%s' || quote(%.*s)", b.n ? " || " : "",
                       b.n ? ", " : "row ",
                       STR_ARG(sql_name(j->arena, t->columns[i].name)));
    if (!b.n)
        buf_z(&b, t->without_rowid ? "'a row'" : "'row ' || rowid");
    return buf_str(&b);
}

static void ask_column(Judging *j, const TablePair *t, const ColumnPair *c)
{
    Arena *a = j->arena;
    Str table = sql_name(a, t->from->name);
    Str name = str_format(a, "%.*s.%.*s", STR_ARG(t->to->name), STR_ARG(c->to->name));
    if (!c->to->not_null || c->to->generated.ptr ||
        schema_rowid_alias(t->to) == c->to) // SQLite numbers the rows
        return;
    if (!c->from && !c->to->has_default)
        refuse_if(j, RISK_WM201, name,
                  str_format(a, "column %.*s is new and required, and there are rows",
                             STR_ARG(name)),
                  str_format(a, "FROM %.*s", STR_ARG(table)), row_name(j, t->from),
                  S("give it a default; or add it without NOT NULL, fill it, and make "
                    "it NOT NULL in a second migration"));
    if (c->from && !c->from->not_null && !is_computed(j, c->from, t))
        refuse_if(j, RISK_WM202, name,
                  str_format(a, "column %.*s becomes NOT NULL, and NULL is in it",
                             STR_ARG(name)),
                  str_format(a, "FROM %.*s WHERE %.*s IS NULL", STR_ARG(table),
                             STR_ARG(sql_name(a, c->from->name))),
                  row_name(j, t->from),
                  str_format(a, "first UPDATE %.*s SET %.*s = ... WHERE %.*s IS NULL",
                             STR_ARG(table), STR_ARG(sql_name(a, c->from->name)),
                             STR_ARG(sql_name(a, c->from->name))));
}

// --- unique indexes ----------------------------------------------------------

typedef struct IndexText {
    Str parts; // "a, lower(b)": for GROUP BY
    Str no_nulls;
    Str where;
} IndexText;

static void put_part(Judging *j, const Tokens *t, size_t from, size_t to, Buf *parts,
                     Buf *nulls)
{
    while (to > from && (token_is(t, to - 1, "DESC") || token_is(t, to - 1, "ASC")))
        to--;
    Str text = sql_normal(j->arena, t, from, to);
    buf_format(parts, "%s%.*s", parts->n ? ", " : "", STR_ARG(text));
    buf_format(nulls, "%s(%.*s) IS NOT NULL", nulls->n ? " AND " : "", STR_ARG(text));
}

static IndexText read_index(Judging *j, const SchemaObject *o)
{
    Tokens t = sql_tokens(j->arena, o->sql);
    Buf parts = {.arena = j->arena}, nulls = {.arena = j->arena};
    IndexText out = {0};
    size_t open = 0;
    while (open < t.n && !token_is(&t, open, "("))
        open++;
    size_t close = open < t.n ? token_close(&t, open) - 1 : open, from = open + 1;
    for (size_t i = from; i <= close && i < t.n; i++)
        if (i == close || (t.items[i].depth == 1 && token_is(&t, i, ","))) {
            put_part(j, &t, from, i, &parts, &nulls);
            from = i + 1;
        }
    out.parts = buf_str(&parts);
    out.no_nulls = buf_str(&nulls);
    if (token_is(&t, close + 1, "WHERE"))
        out.where = str_format(j->arena, " AND (%.*s)",
                               STR_ARG(sql_normal(j->arena, &t, close + 2, t.n)));
    return out;
}

static void ask_unique(Judging *j, const SchemaObject *o)
{
    const TablePair *t = pair_to(j, o->table);
    const SchemaObject *was = schema_find_object(j->in->before, OBJECT_INDEX, o->name);
    if (!t || (was && object_equal(was, o)))
        return;
    IndexText index = read_index(j, o);
    refuse_if(
        j, RISK_WM203, o->name,
        str_format(j->arena, "%.*s in %.*s must be unique, and is not",
                   STR_ARG(index.parts), STR_ARG(o->table)),
        str_format(j->arena,
                   "FROM (SELECT %.*s, count(*) AS n FROM %.*s WHERE %.*s%.*s "
                   "GROUP BY %.*s HAVING n > 1)",
                   STR_ARG(index.parts), STR_ARG(as_it_will_be(j, t)),
                   STR_ARG(index.no_nulls), STR_ARG(index.where), STR_ARG(index.parts)),
        S("n || ' rows'"), S("decide which of the rows stays: weave deletes none"));
}

// --- checks and foreign keys -------------------------------------------------

static bool had_check(const SchemaTable *t, Str check)
{
    for (size_t i = 0; i < t->n_constraints; i++)
        if (str_eq(t->constraints[i], check))
            return true;
    return false;
}

static void ask_check(Judging *j, const TablePair *t, Str check)
{
    Tokens k = sql_tokens(j->arena, check);
    size_t i = 0;
    while (i < k.n && !token_is(&k, i, "CHECK"))
        i++;
    if (i == k.n || had_check(t->from, check))
        return;
    refuse_if(j, RISK_WM204, t->to->name,
              str_format(j->arena, "rows of %.*s are against the new %.*s",
                         STR_ARG(t->to->name), STR_ARG(check)),
              str_format(j->arena, "FROM %.*s WHERE NOT %.*s",
                         STR_ARG(as_it_will_be(j, t)),
                         STR_ARG(sql_normal(j->arena, &k, i + 1, k.n))),
              row_name(j, t->to), S("change the rows first, or the check"));
}

static Str parent_column(const SchemaTable *parent, const SchemaKey *key, size_t i)
{
    if (key->n_foreign_columns)
        return key->foreign_columns[i];
    for (size_t k = 0; k < parent->n_columns; k++)
        if (parent->columns[k].primary_key == (int)i + 1)
            return parent->columns[k].name;
    return S("rowid");
}

static bool had_key(const TablePair *t, const SchemaKey *key)
{
    for (size_t i = 0; i < t->from->n_keys; i++)
        if (key_equal(&t->from->keys[i], key))
            return true;
    return false;
}

// "weave_child.`author` IS NOT NULL AND ...", for each column of the key.
static Str child_has_key(Arena *a, const SchemaKey *key)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < key->n_columns; i++)
        buf_format(&b, "%sweave_child.%.*s IS NOT NULL", i ? " AND " : "",
                   STR_ARG(sql_name(a, key->columns[i])));
    return buf_str(&b);
}

// A parent that is new has no rows yet.
static Str has_no_parent(Judging *j, const SchemaTable *table, const SchemaKey *key)
{
    Arena *a = j->arena;
    const TablePair *parent = pair_to(j, key->table);
    Buf b = {.arena = a};
    if (!parent)
        return S("1");
    buf_format(&b, "NOT EXISTS (SELECT 1 FROM (SELECT * FROM %.*s) AS weave_parent",
               STR_ARG(as_it_will_be(j, parent)));
    for (size_t i = 0; i < key->n_columns; i++)
        buf_format(&b, "%s weave_parent.%.*s = weave_child.%.*s", i ? " AND" : " WHERE",
                   STR_ARG(sql_name(a, parent_column(table, key, i))),
                   STR_ARG(sql_name(a, key->columns[i])));
    buf_char(&b, ')');
    return buf_str(&b);
}

static void ask_key(Judging *j, const TablePair *t, const SchemaKey *key)
{
    Arena *a = j->arena;
    const SchemaTable *table = schema_find_table(&j->out->after, key->table);
    if (!table || had_key(t, key))
        return;
    refuse_if(
        j, RISK_WM205, t->to->name,
        str_format(a, "rows of %.*s refer to no row of %.*s", STR_ARG(t->to->name),
                   STR_ARG(key->table)),
        str_format(a, "FROM (SELECT * FROM %.*s) AS weave_child WHERE %.*s AND %.*s",
                   STR_ARG(as_it_will_be(j, t)), STR_ARG(child_has_key(a, key)),
                   STR_ARG(has_no_parent(j, table, key))),
        str_format(a, "quote(weave_child.%.*s)", STR_ARG(sql_name(a, key->columns[0]))),
        S("give them a parent, or NULL, or delete them first"));
}

void judging_rows_of(Judging *j)
{
    for (size_t i = 0; i < j->out->match.n_tables; i++) {
        const TablePair *t = &j->out->match.tables[i];
        if (!t->from || !t->to || t->to->virtual_table)
            continue;
        for (size_t k = 0; k < t->n_columns; k++)
            if (t->columns[k].to)
                ask_column(j, t, &t->columns[k]);
        for (size_t k = 0; k < t->to->n_constraints; k++)
            ask_check(j, t, t->to->constraints[k]);
        for (size_t k = 0; k < t->to->n_keys; k++)
            ask_key(j, t, &t->to->keys[k]);
    }
    for (size_t i = 0; i < j->out->after.n_objects; i++)
        if (j->out->after.objects[i].unique)
            ask_unique(j, &j->out->after.objects[i]);
}
