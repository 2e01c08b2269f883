// judge_schema.c - the schema before a migration held against the schema after.

#include "migrate/judging.h"

static int64_t count(Judging *j, Str table, const char *where)
{
    return judging_ask(j, str_format(j->arena, "SELECT count(*) FROM %.*s%s",
                                     STR_ARG(sql_name(j->arena, table)), where));
}

// --- what goes ---------------------------------------------------------------

// What the first rows say, column by column.
static void show_rows(Judging *j, Finding *f, const SchemaTable *t)
{
    Buf b = {.arena = j->arena};
    for (size_t i = 0; i < t->n_columns && i < 8; i++)
        buf_format(&b, "%ssubstr(quote(%.*s), 1, 40)", i ? " || ', ' || " : "",
                   STR_ARG(sql_name(j->arena, t->columns[i].name)));
    judging_examples(j, f,
                     str_format(j->arena, "SELECT %.*s FROM %.*s LIMIT 5",
                                STR_ARG(buf_str(&b)),
                                STR_ARG(sql_name(j->arena, t->name))));
}

// Nothing can be lost where nothing is.
static Verdict destructive(const Judging *j)
{
    return j->in->db && !j->has_rows ? VERDICT_WARN : VERDICT_CONFIRM;
}

static void judge_dropped_table(Judging *j, const SchemaTable *t)
{
    int64_t rows = count(j, t->name, "");
    Risk risk = t->virtual_table ? RISK_WD110 : rows == 0 ? RISK_WD102 : RISK_WD101;
    Finding *f = judging_add(
        j, risk, destructive(j), t->name, rows,
        str_format(j->arena, "table %.*s is dropped, and %.*s with it",
                   STR_ARG(t->name), STR_ARG(judging_rows(j->arena, rows, "row"))));
    show_rows(j, f, t);
}

static void judge_dropped_column(Judging *j, const SchemaTable *t,
                                 const SchemaColumn *c)
{
    Str name = sql_name(j->arena, c->name);
    if (c->generated.ptr)
        return;
    Str where = str_format(j->arena, " WHERE %.*s IS NOT NULL", STR_ARG(name));
    int64_t rows = count(j, t->name, where.ptr);
    Finding *f = judging_add(
        j, RISK_WD103, destructive(j),
        str_format(j->arena, "%.*s.%.*s", STR_ARG(t->name), STR_ARG(c->name)), rows,
        str_format(j->arena, "column %.*s.%.*s is dropped, and %.*s with it",
                   STR_ARG(t->name), STR_ARG(c->name),
                   STR_ARG(judging_rows(j->arena, rows, "value"))));
    judging_examples(j, f,
                     str_format(j->arena,
                                "SELECT substr(quote(%.*s), 1, 60) FROM %.*s WHERE "
                                "%.*s IS NOT NULL LIMIT 5",
                                STR_ARG(name), STR_ARG(sql_name(j->arena, t->name)),
                                STR_ARG(name)));
}

// --- what changes ------------------------------------------------------------

static Str path(Judging *j, const TablePair *t, const SchemaColumn *c)
{
    return str_format(j->arena, "%.*s.%.*s", STR_ARG(t->to->name), STR_ARG(c->name));
}

static void judge_names(Judging *j, const TablePair *t)
{
    if (!str_eq_nocase(t->from->name, t->to->name))
        judging_add(j, RISK_WB301, VERDICT_WARN, t->to->name, -1,
                    str_format(j->arena, "table %.*s is called %.*s from now on",
                               STR_ARG(t->from->name), STR_ARG(t->to->name)));
    for (size_t i = 0; i < t->n_columns; i++) {
        const ColumnPair *c = &t->columns[i];
        if (c->from && c->to && !str_eq_nocase(c->from->name, c->to->name))
            judging_add(j, RISK_WB301, VERDICT_WARN, path(j, t, c->to), -1,
                        str_format(j->arena,
                                   "column %.*s.%.*s is called %.*s from now on",
                                   STR_ARG(t->from->name), STR_ARG(c->from->name),
                                   STR_ARG(c->to->name)));
    }
}

static bool identity_differs(const TablePair *t)
{
    bool differs = t->from->without_rowid != t->to->without_rowid;
    for (size_t i = 0; i < t->n_columns; i++) {
        const SchemaColumn *from = t->columns[i].from, *to = t->columns[i].to;
        int was = from ? from->primary_key : 0, is = to ? to->primary_key : 0;
        differs = differs || was != is;
    }
    const SchemaColumn *a = schema_rowid_alias(t->from), *b = schema_rowid_alias(t->to);
    return differs || !a != !b;
}

// What becomes the rowid has a value in every row: where there is NULL, SQLite makes one.
static bool is_numbered(const TablePair *t, const ColumnPair *c)
{
    return c->to && schema_rowid_alias(t->to) == c->to;
}

// How many rows have that in what is to be the rowid; 0 if it is new. -1: not known.
static int64_t count_numbered(Judging *j, const TablePair *t, const char *what)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (is_numbered(t, &t->columns[i]) && t->columns[i].from)
            return count(
                j, t->from->name,
                str_format(j->arena, " WHERE %.*s %s",
                           STR_ARG(sql_name(j->arena, t->columns[i].from->name)), what)
                    .ptr);
    return 0;
}

static Str nulls_numbered(Judging *j, const TablePair *t)
{
    int64_t nulls = count_numbered(j, t, "IS NULL");
    if (nulls == 0)
        return (Str){0};
    return str_format(
        j->arena, ", and where %.*s is NULL SQLite gives a number%s%.*s",
        STR_ARG(path(j, t, schema_rowid_alias(t->to))), nulls > 0 ? ": " : "",
        STR_ARG(nulls > 0 ? judging_rows(j->arena, nulls, "row") : (Str){0}));
}

static void judge_identity(Judging *j, const TablePair *t)
{
    int64_t rows = count(j, t->from->name, "");
    if (identity_differs(t) && rows != 0)
        judging_add(j, RISK_WD108, destructive(j), t->to->name, rows,
                    str_format(j->arena,
                               "the primary key of %.*s changes: what identified %.*s "
                               "does so no more%.*s",
                               STR_ARG(t->to->name),
                               STR_ARG(judging_rows(j->arena, rows, "row")),
                               STR_ARG(nulls_numbered(j, t))));
}

// AUTOINCREMENT counts on from the largest number, where other tables look for a free one.
static void judge_counter(Judging *j, const TablePair *t)
{
    bool was_so = t->from->autoincrement && !identity_differs(t);
    if (!t->to->autoincrement || was_so ||
        count_numbered(j, t, "= 9223372036854775807") <= 0)
        return;
    judging_add(
        j, RISK_WD108, VERDICT_CONFIRM, t->to->name, 1,
        str_format(j->arena,
                   "%.*s takes no row without a number afterwards: AUTOINCREMENT "
                   "counts on from the largest, and a row has the last one",
                   STR_ARG(t->to->name)))
        ->fix = S("leave AUTOINCREMENT out, or give that row another number first");
}

static void judge_tighter(Judging *j, const TablePair *t, const ColumnPair *c)
{
    if (c->from && c->to && !c->from->not_null && c->to->not_null && !is_numbered(t, c))
        judging_add(j, RISK_WB303, VERDICT_WARN, path(j, t, c->to), -1,
                    str_format(j->arena,
                               "running programs that leave %.*s NULL will fail",
                               STR_ARG(path(j, t, c->to))));
}

// Without a database: what will depend on its rows.
static void foresee(Judging *j, const TablePair *t, const ColumnPair *c)
{
    if (j->in->db)
        return;
    if (!c->from && c->to->not_null && !c->to->has_default && !c->to->generated.ptr)
        judging_add(j, RISK_WM201, VERDICT_WARN, path(j, t, c->to), -1,
                    str_format(j->arena,
                               "column %.*s is new and required: it cannot be added to "
                               "a table that has rows",
                               STR_ARG(path(j, t, c->to))))
            ->fix = S("give it a default");
    if (c->from && c->to && !c->from->not_null && c->to->not_null && !is_numbered(t, c))
        judging_add(
            j, RISK_WM202, VERDICT_WARN, path(j, t, c->to), -1,
            str_format(j->arena,
                       "column %.*s becomes NOT NULL: a row that has NULL there "
                       "stops the migration",
                       STR_ARG(path(j, t, c->to))));
    if (c->from && c->to && !str_eq_nocase(c->from->type, c->to->type))
        judging_add(j, RISK_WD104, VERDICT_CONFIRM, path(j, t, c->to), -1,
                    str_format(j->arena,
                               "column %.*s changes from %.*s to %.*s: values that are "
                               "kept differently change",
                               STR_ARG(path(j, t, c->to)), STR_ARG(c->from->type),
                               STR_ARG(c->to->type)));
}

static void judge_pair(Judging *j, const TablePair *t)
{
    judge_names(j, t);
    judge_identity(j, t);
    judge_counter(j, t);
    for (size_t i = 0; i < t->n_columns; i++) {
        const ColumnPair *c = &t->columns[i];
        if (!c->to)
            judge_dropped_column(j, t->from, c->from);
        else {
            judge_tighter(j, t, c);
            foresee(j, t, c);
        }
    }
}

// --- what stands on tables ---------------------------------------------------

static bool is_dropped_by_name(const Judging *j, Str name)
{
    for (size_t i = 0; i < j->dropped.n; i++)
        if (str_eq_nocase(j->dropped.items[i], name))
            return true;
    return false;
}

static bool table_stays(const Judging *j, Str table)
{
    for (size_t i = 0; i < j->out->match.n_tables; i++) {
        const TablePair *t = &j->out->match.tables[i];
        if (t->from && t->to && str_eq_nocase(t->from->name, table))
            return true;
    }
    return false;
}

// What no statement drops went with a table that was rebuilt.
static void judge_objects(Judging *j)
{
    for (size_t i = 0; i < j->in->before->n_objects; i++) {
        const SchemaObject *o = &j->in->before->objects[i];
        bool lost = !schema_find_object(&j->out->after, o->kind, o->name) &&
                    table_stays(j, o->table) && !is_dropped_by_name(j, o->name);
        bool unmanaged =
            o->unmanaged && !schema_find_object(&j->out->after, o->kind, o->name);
        if (lost || unmanaged)
            judging_add(j, RISK_WD107, destructive(j), o->name, -1,
                        str_format(j->arena, "%s %.*s is dropped, and no %s",
                                   object_word(o->kind), STR_ARG(o->name),
                                   unmanaged
                                       ? "schema declares it"
                                       : "statement says so: it goes with a table "
                                         "that is rebuilt"))
                ->fix =
                str_format(j->arena, "make it again at the end: %.*s", STR_ARG(o->sql));
    }
}

void judging_schema(Judging *j)
{
    for (size_t i = 0; i < j->out->match.n_tables; i++) {
        const TablePair *t = &j->out->match.tables[i];
        if (t->from && t->to)
            judge_pair(j, t);
        else if (t->from)
            judge_dropped_table(j, t->from);
    }
    judge_objects(j);
}
