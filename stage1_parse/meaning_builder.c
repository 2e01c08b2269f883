// meaning_builder.c - where selects come from: QueryBuilder, with(), alias(), union().

#include "stage1_parse/meaning_builder.h"
#include "stage1_parse/meaning_relational.h"

// What select() and the others are called of: a QueryBuilder, or a database.
typedef struct Maker {
    Native base;
    Casing casing; // as it was told, which drizzle-kit does not ask for
    Span at;       // of a database: the query it is for
} Maker;

// --- select ------------------------------------------------------------------

static Value new_select(Eval *e, const Call *c, bool distinct, Casing casing,
                        const Array *with)
{
    Value fields = argument(c, 0);
    Select to = {.distinct = distinct, .casing = casing, .with = with};
    if (fields.kind == VALUE_UNKNOWN)
        return fields;
    if (!value_nullish(fields)) {
        to.fields = eval_properties(e, fields);
        to.is_chosen = true;
        if (!to.fields || fields.kind == VALUE_ARRAY)
            return eval_fail(e, c->name_at, DIAG_W123,
                             "select() takes an object of fields, not %s",
                             value_noun(fields));
    }
    return select_new(e, &to, c->at);
}

static Value call_select(Eval *e, const Call *c)
{
    return new_select(e, c, false, ((const Maker *)c->self)->casing, NULL);
}

static Value call_select_distinct(Eval *e, const Call *c)
{
    return new_select(e, c, true, ((const Maker *)c->self)->casing, NULL);
}

// --- with --------------------------------------------------------------------

typedef struct With {
    Native base;
    Array *queries;
    Casing casing;
} With;

static Value with_select(Eval *e, const Call *c)
{
    const With *with = c->self;
    return new_select(e, c, false, with->casing, with->queries);
}

static Value with_select_distinct(Eval *e, const Call *c)
{
    const With *with = c->self;
    return new_select(e, c, true, with->casing, with->queries);
}

static Value with_insert(Eval *e, const Call *c)
{
    return write_new(e, c, WRITE_INSERT, ((const With *)c->self)->queries);
}

static Value with_update(Eval *e, const Call *c)
{
    return write_new(e, c, WRITE_UPDATE, ((const With *)c->self)->queries);
}

static Value with_delete(Eval *e, const Call *c)
{
    return write_new(e, c, WRITE_DELETE, ((const With *)c->self)->queries);
}

static const Function with_methods[] = {
    {"select", with_select, NULL}, {"selectDistinct", with_select_distinct, NULL},
    {"insert", with_insert, NULL}, {"update", with_update, NULL},
    {"delete", with_delete, NULL}, {0},
};

static const Class with_class = {
    .noun = "with()", .methods = with_methods, .missing = DIAG_W123};

static Value call_with(Eval *e, const Call *c)
{
    With *with = arena_new(eval_arena(e), With);
    *with = (With){{&with_class},
                   arena_new(eval_arena(e), Array),
                   ((const Maker *)c->self)->casing};
    for (size_t i = 0; i < c->n_args; i++) {
        Value v = c->args[i];
        if (v.kind == VALUE_UNKNOWN)
            return v;
        if (!value_is_native(v, &subquery_class))
            return eval_fail(e, c->name_at, DIAG_W123,
                             "with() takes what $with('name').as(...) gives, not %s",
                             value_noun(v));
        *arena_push(eval_arena(e), *with->queries, Value) = v;
    }
    return value_native(with, c->at);
}

// $with('name')
typedef struct Naming {
    Native base;
    Maker *maker;
    Str name;
    Value selection; // what sql`...` gives, or undefined
} Naming;

static Value naming_as(Eval *e, const Call *c)
{
    const Naming *naming = c->self;
    Value v = argument(c, 0), maker = value_native(naming->maker, c->at);
    if (value_is_callable(v))
        v = eval_call(e, v, &maker, 1, c->at);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    const Select *select = value_select(v);
    Sql *sql = select ? select_sql(e, select) : NULL;
    if (value_is_native(v, &sql_class))
        sql = (Sql *)v.native;
    else if (!select)
        return eval_fail(e, c->name_at, DIAG_W123,
                         "as() takes a select or sql`...`, not %s", value_noun(v));
    if (!sql)
        return already_said(e, c->at);
    const Map *fields = select ? select->fields : arena_new(eval_arena(e), Map);
    if (naming->selection.kind == VALUE_OBJECT)
        fields = naming->selection.object;
    Outlook how = {.outside = true, .name = naming->name, .by_name = true};
    Subquery *subquery = arena_new(eval_arena(e), Subquery);
    *subquery = (Subquery){.base = {&subquery_class},
                           .sql = sql,
                           .fields = selection_expose(e, fields, &how),
                           .name = naming->name,
                           .is_with = true};
    return value_native(subquery, c->at);
}

static const Function naming_methods[] = {{"as", naming_as, NULL}, {0}};

static const Class naming_class = {
    .noun = "$with() without .as()", .methods = naming_methods, .missing = DIAG_W123};

static Value call_naming(Eval *e, const Call *c)
{
    Naming *naming = arena_new(eval_arena(e), Naming);
    *naming = (Naming){
        .base = {&naming_class}, .maker = c->self, .selection = argument(c, 1)};
    if (argument(c, 0).kind == VALUE_UNKNOWN)
        return argument(c, 0);
    if (naming->selection.kind == VALUE_UNKNOWN)
        return naming->selection;
    if (!argument_string(e, c, 0, "the name of a subquery", &naming->name))
        return already_said(e, c->at);
    return value_native(naming, c->at);
}

// --- QueryBuilder ------------------------------------------------------------

static const Function query_builder_methods[] = {
    {"select", call_select, NULL},
    {"selectDistinct", call_select_distinct, NULL},
    {"with", call_with, NULL},
    {"$with", call_naming, NULL},
    {0},
};

static const Class query_builder_class = {.noun = "the query builder",
                                          .methods = query_builder_methods,
                                          .missing = DIAG_W123};

static Value maker_new(Eval *e, const Class *class, Casing casing, Span at)
{
    Maker *maker = arena_new(eval_arena(e), Maker);
    *maker = (Maker){{class}, casing, at};
    return value_native(maker, at);
}

Value builder_new(Eval *e, Span at)
{
    return maker_new(e, &query_builder_class, CASING_NONE, at);
}

static Value call_builder(Eval *e, const Call *c)
{
    if (!c->is_new)
        return eval_fail(e, c->at, DIAG_W123, "write new QueryBuilder()");
    Value casing = argument(c, 0).kind == VALUE_OBJECT
                       ? option_get(e, argument(c, 0), "casing")
                       : UNDEFINED;
    bool snake = casing.kind == VALUE_STRING && str_is(casing.text, "snake_case");
    bool camel = casing.kind == VALUE_STRING && str_is(casing.text, "camelCase");
    return maker_new(e, &query_builder_class,
                     snake   ? CASING_SNAKE
                     : camel ? CASING_CAMEL
                             : CASING_NONE,
                     c->at);
}

// --- the database ------------------------------------------------------------

static Value call_insert(Eval *e, const Call *c)
{
    return write_new(e, c, WRITE_INSERT, NULL);
}

static Value call_update(Eval *e, const Call *c)
{
    return write_new(e, c, WRITE_UPDATE, NULL);
}

static Value call_delete(Eval *e, const Call *c)
{
    return write_new(e, c, WRITE_DELETE, NULL);
}

static void put_count(Eval *e, Sql *sql, const Call *c)
{
    Value source = argument(c, 0), filters = argument(c, 1);
    sql_put_text(e, sql, S("select count(*) from "), c->name_at);
    sql_put_value(e, sql, source, c->name_at);
    if (filters.kind == VALUE_UNDEFINED)
        return;
    sql_put_text(e, sql, S(" where "), c->name_at);
    sql_put_value(e, sql, filters, c->name_at);
}

// In other SQL $count() stands in parentheses, by itself it is the statement.
static Value call_count(Eval *e, const Call *c)
{
    Sql *within = sql_new(e);
    if (argument(c, 0).kind == VALUE_UNKNOWN)
        return argument(c, 0);
    if (!value_is_source(argument(c, 0)))
        return eval_fail(e, c->name_at, DIAG_W123, "$count() takes a table, not %s",
                         value_noun(argument(c, 0)));
    sql_put_text(e, within, S("("), c->name_at);
    put_count(e, within, c);
    sql_put_text(e, within, S(")"), c->name_at);
    within->alone = sql_new(e);
    put_count(e, within->alone, c);
    return value_native(within, c->at);
}

static const Function database_methods[] = {
    {"select", call_select, NULL},
    {"selectDistinct", call_select_distinct, NULL},
    {"insert", call_insert, NULL},
    {"update", call_update, NULL},
    {"delete", call_delete, NULL},
    {"with", call_with, NULL},
    {"$with", call_naming, NULL},
    {"$count", call_count, NULL},
    {0},
};

static bool database_get(Eval *e, Native *native, Str name, Value *out)
{
    if (!str_is(name, "query"))
        return false;
    *out = relational_new(e, ((const Maker *)native)->at);
    return true;
}

static const Class database_class = {.noun = "the database of a query",
                                     .methods = database_methods,
                                     .get = database_get,
                                     .missing = DIAG_W123};

Value database_new(Eval *e, Span at)
{
    return maker_new(e, &database_class, CASING_NONE, at);
}

// --- set operations ----------------------------------------------------------

static Value combine(Eval *e, const Call *c, const char *kind)
{
    Value left = argument(c, 0);
    if (left.kind == VALUE_UNKNOWN)
        return left;
    if (!value_select(left))
        return eval_fail(e, c->name_at, DIAG_W123, "%s() takes selects, not %s",
                         c->function->name, value_noun(left));
    for (size_t i = 1; i < c->n_args || i < 2; i++)
        if (!select_combine(e, (Select *)left.native, kind, argument(c, i), c->name_at))
            return already_said(e, c->at);
    return value_native(left.native, c->at);
}

static Value call_union(Eval *e, const Call *c)
{
    return combine(e, c, "union");
}

static Value call_union_all(Eval *e, const Call *c)
{
    return combine(e, c, "union all");
}

static Value call_intersect(Eval *e, const Call *c)
{
    return combine(e, c, "intersect");
}

static Value call_except(Eval *e, const Call *c)
{
    return combine(e, c, "except");
}

static const Function set_operators[] = {
    {"union", call_union, NULL},
    {"unionAll", call_union_all, NULL},
    {"intersect", call_intersect, NULL},
    {"except", call_except, NULL},
};

Value builder_set_operators(Eval *e, Span at)
{
    Map *map = arena_new(eval_arena(e), Map);
    for (size_t i = 0; i < sizeof set_operators / sizeof *set_operators; i++)
        map_put(eval_arena(e), map, str_z(set_operators[i].name))->value =
            value_function(&set_operators[i], NULL, at);
    return value_object(map, at);
}

// --- alias -------------------------------------------------------------------

static Value call_alias(Eval *e, const Call *c)
{
    Value v = argument(c, 0);
    Str name;
    if (v.kind == VALUE_UNKNOWN)
        return v;
    if (!value_table(v))
        return eval_fail(e, c->name_at, DIAG_W123, "alias() takes a table, not %s",
                         value_noun(v));
    if (!argument_string(e, c, 1, "an alias", &name))
        return already_said(e, c->at);
    return value_native(table_aliased(e, value_table(v), name), c->at);
}

const Function builder_functions[] = {
    {"QueryBuilder", call_builder, NULL},
    {"alias", call_alias, NULL},
    {"union", call_union, NULL},
    {"unionAll", call_union_all, NULL},
    {"intersect", call_intersect, NULL},
    {"except", call_except, NULL},
    {0},
};

const Function orm_functions[] = {{"aliasedTable", call_alias, NULL}, {0}};
