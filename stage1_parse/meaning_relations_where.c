// meaning_relations_where.c - the where of a relation, an object of conditions, as SQL:
// { verified: true, age: { gte: 18 }, OR: [{ ... }, { ... }] }.

#include "stage1_parse/meaning_relational.h"

typedef struct Where {
    Eval *e;
    const RelationalSchema *schema; // or null: no relations here
    Native *table;
    Span at;
    int depth;
    bool failed;
} Where;

enum { WHERE_DEPTH = 32 };

typedef struct Conditions {
    Value *items;
    size_t n, capacity;
} Conditions;

static Value fail(Where *w, Span at, const char *what, Str name)
{
    if (!w->failed)
        diag_error(eval_diag(w->e), at.file ? at : w->at, DIAG_W119, what,
                   STR_ARG(name));
    w->failed = true;
    return UNDEFINED;
}

static const Function *operator_named(Str name)
{
    static const char *const others[][2] = {{"in", "inArray"}, {"notIn", "notInArray"}};
    for (size_t i = 0; i < 2; i++)
        if (str_is(name, others[i][0]))
            name = str_z(others[i][1]);
    for (const Function *f = operator_functions; f->name; f++)
        if (str_is(name, f->name))
            return f;
    return NULL;
}

static Value apply(Where *w, const char *name, const Value *args, size_t n)
{
    Value f = value_function(operator_named(str_z(name)), NULL, w->at);
    return eval_call(w->e, f, args, n, w->at);
}

static Value table_filter(Where *w, Value filter);
static Value column_filter(Where *w, Value column, Value filter);

// Of a table's columns, or of one column.
static Value filter_of(Where *w, const Value *column, Value filter)
{
    return column ? column_filter(w, *column, filter) : table_filter(w, filter);
}

static Value junction(Where *w, const Value *column, const Entry *entry)
{
    Conditions parts = {0};
    if (entry->value.kind != VALUE_ARRAY)
        return fail(w, entry->at, "%.*s takes a list of conditions", entry->key);
    for (size_t i = 0; i < entry->value.array->n; i++)
        *arena_push(eval_arena(w->e), parts, Value) =
            filter_of(w, column, entry->value.array->items[i]);
    return apply(w, str_is(entry->key, "OR") ? "or" : "and", parts.items, parts.n);
}

static Value negation(Where *w, const Value *column, const Entry *entry)
{
    Value v = filter_of(w, column, entry->value);
    return v.kind == VALUE_UNDEFINED ? v : apply(w, "not", &v, 1);
}

Value relation_operators(Eval *e, Span at)
{
    Map *operators = arena_new(eval_arena(e), Map);
    for (const Function *f = operator_functions; f->name; f++)
        map_put(eval_arena(e), operators, str_z(f->name))->value =
            value_function(f, NULL, at);
    map_put(eval_arena(e), operators, S("sql"))->value =
        value_function(&sql_functions[0], NULL, at);
    return value_object(operators, at);
}

// RAW: sql`...`, or (table, operators) => sql`...`.
static Value raw(Where *w, Value v)
{
    Value args[] = {value_native(w->table, w->at), relation_operators(w->e, w->at)};
    return value_is_callable(v) ? eval_call(w->e, v, args, 2, w->at) : v;
}

static Value comparison(Where *w, Value column, const Entry *entry)
{
    bool alone = str_is(entry->key, "isNull") || str_is(entry->key, "isNotNull");
    const Function *operator= operator_named(entry->key);
    Value args[] = {column, entry->value};
    if (!operator)
        return fail(w, entry->at, "there is no condition \"%.*s\"", entry->key);
    if (alone && entry->value.kind != VALUE_UNKNOWN && !value_truthy(entry->value))
        return UNDEFINED;
    return eval_call(w->e, value_function(operator, NULL, entry->at), args,
                     alone ? 1 : 2, entry->at);
}

// A column, or a relation.
static Value member(Where *w, const Entry *entry)
{
    TableObject *table = (TableObject *)w->table;
    const RelationObject *relation =
        w->schema ? relational_find(w->schema, table, entry->key) : NULL;
    if (relation)
        return relational_filter(w->e, w->schema, table, relation, entry);
    Value column =
        eval_member(w->e, value_native(w->table, w->at), entry->key, entry->at);
    return column_filter(w, column, entry->value);
}

// All of an object's conditions; column is null for those of a table.
static Value all_of(Where *w, const Value *column, const Map *filter)
{
    Conditions parts = {0};
    for (size_t i = 0; i < filter->n && !w->failed; i++) {
        const Entry *entry = &filter->items[i];
        Value v = UNDEFINED;
        if (entry->value.kind == VALUE_UNDEFINED)
            continue;
        if (entry->value.kind == VALUE_UNKNOWN)
            v = entry->value;
        else if (str_is(entry->key, "OR") || str_is(entry->key, "AND"))
            v = junction(w, column, entry);
        else if (str_is(entry->key, "NOT"))
            v = negation(w, column, entry);
        else if (column)
            v = comparison(w, *column, entry);
        else if (str_is(entry->key, "RAW"))
            v = raw(w, entry->value);
        else
            v = member(w, entry);
        *arena_push(eval_arena(w->e), parts, Value) = v;
    }
    return apply(w, "and", parts.items, parts.n);
}

static Value nested(Where *w, const Value *column, const Map *filter)
{
    if (w->depth >= WHERE_DEPTH)
        return fail(w, w->at, "these conditions nest too deep%.*s", (Str){0});
    w->depth++;
    Value v = all_of(w, column, filter);
    w->depth--;
    return v;
}

static Value column_filter(Where *w, Value column, Value filter)
{
    Value args[] = {column, filter};
    if (filter.kind != VALUE_OBJECT)
        return apply(w, "eq", args, 2);
    return nested(w, &column, filter.object);
}

static Value table_filter(Where *w, Value filter)
{
    if (filter.kind == VALUE_UNKNOWN || filter.kind == VALUE_UNDEFINED)
        return filter;
    if (filter.kind != VALUE_OBJECT)
        return fail(w, filter.at, "where takes an object of conditions%.*s", (Str){0});
    return nested(w, NULL, filter.object);
}

Value relation_conditions(Eval *e, const RelationalSchema *schema, Native *table,
                          Value filter, Span at)
{
    Where w = {.e = e, .schema = schema, .table = table, .at = at};
    Value v = table_filter(&w, filter);
    return w.failed ? already_said(e, at) : v;
}

bool relation_where(Eval *e, Arena *a, const RelationObject *relation, Str *out)
{
    Value v = relation_conditions(e, NULL, &relation->where_of->base, relation->where,
                                  relation->at);
    Rendered rendered;
    if (v.kind == VALUE_UNDEFINED)
        return true;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(e, v, relation->at, "the condition of a relation");
        return false;
    }
    if (!value_is_native(v, &sql_class))
        weave_bug("a condition that is no sql");
    if (!render(e, a, (const Sql *)v.native, RENDER_BARE, &rendered))
        return false;
    *out = rendered.sql;
    return true;
}
