// meaning_statement.c - the query builder's statements as SQL: drizzle-orm's dialect.

#include "stage1_parse/meaning_builder.h"

static void put_with(Eval *e, Sql *sql, const Array *with, Span at)
{
    for (size_t i = 0; with && i < with->n; i++) {
        const Subquery *subquery = (const Subquery *)with->items[i].native;
        sql_put_text(e, sql, i ? S(", ") : S("with "), at);
        sql_put_name(e, sql, subquery->name, at);
        sql_put_text(e, sql, S(" as ("), at);
        sql_put_value(e, sql, value_native(subquery->sql, at), at);
        sql_put_text(e, sql, S(")"), at);
    }
    if (with && with->n)
        sql_put_text(e, sql, S(" "), at);
}

// "users" "u" where the table is an alias; a view's alias Drizzle takes for its name.
static void put_source(Eval *e, Sql *sql, Value source, Span at)
{
    const TableObject *table = value_table(source);
    if (!table || table->is_view || !table->original.len) {
        sql_put_value(e, sql, source, at);
        return;
    }
    sql_put_name(e, sql, table->original, at);
    sql_put_text(e, sql, S(" "), at);
    sql_put_name(e, sql, table->name, at);
}

static void put_clause(Eval *e, Sql *sql, Str word, Value v, Span at)
{
    if (v.kind != VALUE_UNKNOWN && !value_truthy(v))
        return;
    sql_put_text(e, sql, word, at);
    sql_put_literal(e, sql, v, NULL, v.at.file ? v.at : at);
}

static void put_joins(Eval *e, Sql *sql, const Select *s)
{
    for (size_t i = 0; i < s->joins.n; i++) {
        const Join *join = &s->joins.items[i];
        sql_put_text(e, sql, str_format(eval_arena(e), " %s join ", join->kind),
                     join->at);
        put_source(e, sql, join->source, join->at);
        put_clause(e, sql, S(" on "), join->on, join->at);
    }
}

static void put_list(Eval *e, Sql *sql, const char *word, Value list, Span at)
{
    for (size_t i = 0; list.kind == VALUE_ARRAY && i < list.array->n; i++) {
        Value v = list.array->items[i];
        sql_put_text(e, sql, i ? S(", ") : str_z(word), at);
        sql_put_literal(e, sql, v, NULL, v.at.file ? v.at : at);
    }
}

// A number below 0 is no limit; an offset of 0 is none.
static void put_limits(Eval *e, Sql *sql, Value limit, Value offset, Span at)
{
    bool limited = limit.kind == VALUE_NUMBER
                       ? limit.number >= 0
                       : limit.kind != VALUE_UNDEFINED && limit.kind != VALUE_BOOL &&
                             limit.kind != VALUE_STRING && limit.kind != VALUE_BIGINT;
    if (limited) {
        sql_put_text(e, sql, S(" limit "), at);
        sql_put_literal(e, sql, limit, NULL, limit.at.file ? limit.at : at);
    }
    put_clause(e, sql, S(" offset "), offset, at);
}

// Behind a union columns are known by their names alone.
static void put_bare_list(Eval *e, Sql *sql, Value list, Span at)
{
    Fields fields = {0};
    for (size_t i = 0; list.kind == VALUE_ARRAY && i < list.array->n; i++) {
        Value v = list.array->items[i];
        *arena_push(eval_arena(e), fields, Field) =
            (Field){.value = v, .at = v.at.file ? v.at : at};
    }
    for (size_t i = 0; i < fields.n; i++) {
        const Field *field = &fields.items[i];
        sql_put_text(e, sql, i ? S(", ") : S(" order by "), at);
        if (value_is_native(field->value, &column_class))
            sql_put_name(e, sql, column_name(e, (const ColumnRef *)field->value.native),
                         field->at);
        else if (value_is_native(field->value, &sql_class))
            sql_put_bare(e, sql, (const Sql *)field->value.native);
        else
            sql_put_literal(e, sql, field->value, NULL, field->at);
    }
}

static bool put_operations(Eval *e, Sql *sql, const Select *s)
{
    for (size_t i = 0; i < s->operations.n; i++) {
        const SetOperation *o = &s->operations.items[i];
        Sql *right = select_sql(e, o->right);
        if (!right)
            return false;
        sql_put_text(e, sql, str_format(eval_arena(e), " %s ", o->kind), o->at);
        sql_put_value(e, sql, value_native(right, o->at), o->at);
        put_bare_list(e, sql, o->order_by, o->at);
        put_limits(e, sql, o->limit, o->offset, o->at);
    }
    return true;
}

// --- what may be selected ----------------------------------------------------

static bool is_part_of(const Select *s, const TableObject *table)
{
    Str own = source_name(s->source), name = table_join_name(table);
    if (own.len && str_eq(table->name, own))
        return true;
    for (size_t i = 0; i < s->joins.n; i++)
        if (s->joins.items[i].name.len && str_eq(s->joins.items[i].name, name))
            return true;
    return false;
}

static bool check_fields(Eval *e, const Select *s, const Fields *fields)
{
    bool good = true;
    for (size_t i = 0; i < fields->n; i++) {
        const Field *field = &fields->items[i];
        if (!value_is_native(field->value, &column_class))
            continue;
        const TableObject *table = ((const ColumnRef *)field->value.native)->table;
        if (is_part_of(s, table))
            continue;
        diag_error(eval_diag(e), field->at, DIAG_W123,
                   "\"%.*s\" is a column of \"%.*s\", which is no part of this query: "
                   "join it first",
                   STR_ARG(field->path), STR_ARG(table->name));
        good = false;
    }
    return good;
}

static Sql *build(Eval *e, const Select *s)
{
    Fields fields = {0};
    Sql *sql = sql_new(e);
    if (!selection_flatten(e, s->fields, &fields) || !check_fields(e, s, &fields))
        return NULL;
    put_with(e, sql, s->with, s->at);
    sql_put_text(e, sql, s->distinct ? S("select distinct ") : S("select "), s->at);
    selection_put(e, sql, &fields, s->joins.n == 0, s->at);
    sql_put_text(e, sql, S(" from "), s->at);
    put_source(e, sql, s->source, s->at);
    put_joins(e, sql, s);
    put_clause(e, sql, S(" where "), s->where, s->at);
    put_list(e, sql, " group by ", s->group_by, s->at);
    put_clause(e, sql, S(" having "), s->having, s->at);
    put_list(e, sql, " order by ", s->order_by, s->at);
    put_limits(e, sql, s->limit, s->offset, s->at);
    bool good = put_operations(e, sql, s);
    return eval_charge(e, sql->n / 8, s->at) && good ? sql : NULL;
}

Sql *select_sql(Eval *e, const Select *s)
{
    if (!eval_enter(e)) {
        eval_too_deep(e, s->at);
        return NULL;
    }
    Sql *sql = build(e, s);
    eval_leave(e);
    return sql;
}
