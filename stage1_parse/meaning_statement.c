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

static void put_joins(Eval *e, Sql *sql, const Join *joins, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Join *join = &joins[i];
        sql_put_text(e, sql, str_format(eval_arena(e), " %s join ", join->kind),
                     join->at);
        put_source(e, sql, join->source, join->at);
        put_clause(e, sql, S(" on "), join->on, join->at);
    }
}

void builder_put_list(Eval *e, Sql *sql, const char *word, Value list, Span at)
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
static void put_bare_list(Eval *e, Sql *sql, Value list, Casing casing, Span at)
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
            sql_put_column_name(e, sql, (const ColumnRef *)field->value.native,
                                CASING_NONE, field->at); // Drizzle's, told or not
        else if (value_is_native(field->value, &sql_class))
            sql_put_bare(e, sql, (const Sql *)field->value.native, casing);
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
        put_bare_list(e, sql, o->order_by, s->casing, o->at);
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
    selection_put(e, sql, &fields, s->joins.n == 0, s->casing, s->at);
    sql_put_text(e, sql, S(" from "), s->at);
    put_source(e, sql, s->source, s->at);
    put_joins(e, sql, s->joins.items, s->joins.n);
    put_clause(e, sql, S(" where "), s->where, s->at);
    builder_put_list(e, sql, " group by ", s->group_by, s->at);
    put_clause(e, sql, S(" having "), s->having, s->at);
    builder_put_list(e, sql, " order by ", s->order_by, s->at);
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

// --- insert, update, delete ---------------------------------------------------------

// What Drizzle computes in JavaScript when it builds the statement.
static bool put_computed(Eval *e, Sql *sql, Value function, const ColumnRef *column,
                         Span at)
{
    Value v = eval_call(e, function, NULL, 0, at);
    if (v.kind == VALUE_UNKNOWN) {
        diag_error(eval_diag(e), at, DIAG_W105,
                   "the value of \"%.*s\" is computed by the program: give it, as "
                   "sql.placeholder('%.*s') or in SQL",
                   STR_ARG(column->key), STR_ARG(column->key));
        return false;
    }
    sql_put_literal(e, sql, v, column, at);
    return true;
}

static bool put_given(Eval *e, Sql *sql, const Entry *entry, const ColumnRef *column)
{
    Value v = entry->value;
    Span at = v.at.file ? v.at : entry->at;
    if (v.kind == VALUE_NATIVE && !value_date(v, &(double){0}) &&
        !value_is_native(v, &sql_class) && !value_is_native(v, &column_class)) {
        diag_error(eval_diag(e), at, DIAG_W123, "%s cannot be the value of a column",
                   value_noun(v));
        return false;
    }
    sql_put_literal(e, sql, v, column, at);
    return true;
}

// Of a column that the row does not name: its default, or null.
static bool put_default(Eval *e, Sql *sql, const ColumnRef *column, Span at)
{
    const Builder *b = &column->as;
    if (b->has_default && b->default_value.kind != VALUE_NULL)
        sql_put_literal(e, sql, b->default_value, column, at);
    else if (b->runtime_default)
        return put_computed(e, sql, b->default_fn, column, at);
    else if (b->runtime_on_update)
        return put_computed(e, sql, b->on_update_fn, column, at);
    else
        sql_put_text(e, sql, S("null"), at);
    return true;
}

static bool put_row(Eval *e, Sql *sql, const Write *w, const Map *row)
{
    const char *before = "(";
    bool good = true;
    for (size_t i = 0; i < w->table->n_columns; i++) {
        const ColumnRef *column = w->table->columns[i];
        const Entry *entry = map_find(row, column->key);
        if (column->as.has_generated)
            continue;
        sql_put_text(e, sql, str_z(before), w->at);
        before = ", ";
        if (entry && entry->value.kind != VALUE_UNDEFINED)
            good = put_given(e, sql, entry, column) && good;
        else
            good = put_default(e, sql, column, w->at) && good;
    }
    sql_put_text(e, sql, S(")"), w->at);
    return good;
}

static void put_insert_columns(Eval *e, Sql *sql, const Write *w)
{
    const char *before = " (";
    for (size_t i = 0; i < w->table->n_columns; i++) {
        if (w->table->columns[i]->as.has_generated)
            continue;
        sql_put_text(e, sql, str_z(before), w->at);
        sql_put_name(e, sql, column_name(e, w->table->columns[i]), w->at);
        before = ", ";
    }
    sql_put_text(e, sql, S(") "), w->at);
}

static bool put_rows(Eval *e, Sql *sql, const Write *w)
{
    bool good = true;
    if (w->select.kind != VALUE_UNDEFINED) {
        Sql *select = value_select(w->select) ? select_sql(e, value_select(w->select))
                                              : (Sql *)w->select.native;
        if (select)
            sql_put_value(e, sql, value_native(select, w->at), w->at);
        return select != NULL;
    }
    for (size_t i = 0; i < w->rows->n; i++) {
        sql_put_text(e, sql, i ? S(", ") : S("values "), w->at);
        good = put_row(e, sql, w, w->rows->items[i].object) && good;
    }
    return good;
}

// "name" = 'Ada', in the order of the table's columns.
static bool put_set(Eval *e, Sql *sql, const TableObject *table, const Map *set,
                    Span at)
{
    const char *before = "";
    bool good = true;
    for (size_t i = 0; i < table->n_columns; i++) {
        const ColumnRef *column = table->columns[i];
        const Entry *entry = map_find(set, column->key);
        bool given = entry && entry->value.kind != VALUE_UNDEFINED;
        if (!given && !column->as.runtime_on_update)
            continue;
        sql_put_text(e, sql, str_z(before), at);
        sql_put_name(e, sql, column_name(e, column), at);
        sql_put_text(e, sql, S(" = "), at);
        good = (given ? put_given(e, sql, entry, column)
                      : put_computed(e, sql, column->as.on_update_fn, column, at)) &&
               good;
        before = ", ";
    }
    return good;
}

static void put_target(Eval *e, Sql *sql, const Conflict *conflict)
{
    Array *one = arena_new(eval_arena(e), Array);
    Value target = conflict->target;
    if (target.kind != VALUE_ARRAY) {
        *arena_push(eval_arena(e), *one, Value) = target;
        target = value_array(one, conflict->at);
    }
    sql_put_value(e, sql, target, conflict->at);
}

static bool put_conflict(Eval *e, Sql *sql, const Write *w, const Conflict *conflict)
{
    Span at = conflict->at;
    sql_put_text(e, sql, S(" on conflict "), at);
    bool targeted = conflict->updates || conflict->target.kind != VALUE_UNDEFINED;
    if (targeted)
        put_target(e, sql, conflict);
    if (!conflict->updates) {
        sql_put_text(e, sql, targeted ? S(" do nothing") : S("do nothing"), at);
        if (targeted)
            put_clause(e, sql, S(" where "), conflict->where, at);
        return true;
    }
    put_clause(e, sql, S(" where "), conflict->target_where, at);
    sql_put_text(e, sql, S(" do update set "), at);
    bool good = put_set(e, sql, w->table, conflict->set, at);
    put_clause(e, sql, S(" where "), conflict->where, at);
    put_clause(e, sql, S(" where "), conflict->set_where, at);
    return good;
}

static bool put_insert(Eval *e, Sql *sql, const Write *w)
{
    sql_put_text(e, sql, S("insert into "), w->at);
    sql_put_name(e, sql, w->table->name, w->at);
    put_insert_columns(e, sql, w);
    bool good = put_rows(e, sql, w);
    for (size_t i = 0; i < w->conflicts.n; i++)
        good = put_conflict(e, sql, w, &w->conflicts.items[i]) && good;
    return good;
}

static bool put_update(Eval *e, Sql *sql, const Write *w)
{
    sql_put_text(e, sql, S("update "), w->at);
    sql_put_name(e, sql, w->table->name, w->at);
    sql_put_text(e, sql, S(" set "), w->at);
    bool good = put_set(e, sql, w->table, w->set, w->at);
    if (w->source.kind != VALUE_UNDEFINED) {
        sql_put_text(e, sql, S(" from "), w->at);
        put_source(e, sql, w->source, w->at);
    }
    put_joins(e, sql, w->joins.items, w->joins.n);
    return good;
}

Sql *write_sql(Eval *e, const Write *w)
{
    Sql *sql = sql_new(e);
    bool good = true;
    put_with(e, sql, w->with, w->at);
    if (w->kind == WRITE_INSERT) {
        good = put_insert(e, sql, w);
    } else if (w->kind == WRITE_UPDATE) {
        good = put_update(e, sql, w);
    } else {
        sql_put_text(e, sql, S("delete from "), w->at);
        sql_put_name(e, sql, w->table->name, w->at);
    }
    put_clause(e, sql, S(" where "), w->where, w->at);
    if (w->returns) {
        sql_put_text(e, sql, S(" returning "), w->at);
        selection_put(e, sql, &w->returning, true, CASING_NONE, w->at);
    }
    builder_put_list(e, sql, " order by ", w->order_by, w->at);
    put_limits(e, sql, w->limit, UNDEFINED, w->at);
    return good ? sql : NULL;
}
