// meaning_select.c - a select of drizzle-orm's query builder, and the statement it is.

#include "stage1_parse/meaning_builder.h"

const Select *value_select(Value v)
{
    return value_is_native(v, &select_class) ? (const Select *)v.native : NULL;
}

static const Class unsourced_class;

Value select_new(Eval *e, const Select *to, Span at)
{
    Select *s = arena_new(eval_arena(e), Select);
    *s = *to;
    s->base.class = &unsourced_class;
    return value_native(s, at);
}

static Value self(const Call *c)
{
    return value_native(c->self, c->at);
}

static Value refused(Eval *e, Value v, Span at, const char *what)
{
    if (v.kind == VALUE_UNKNOWN && ((const Meaning *)eval_context(e))->choosing)
        query_halts(e, v, at, HALT_TABLE);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    return eval_fail(e, at, DIAG_W123, "%s, not %s", what, value_noun(v));
}

// --- from --------------------------------------------------------------------

static Map *copy_fields(Eval *e, const Map *from)
{
    Map *copy = arena_new(eval_arena(e), Map);
    for (size_t i = 0; from && i < from->n; i++) {
        Entry *entry = map_put(eval_arena(e), copy, from->items[i].key);
        entry->value = from->items[i].value;
        entry->at = from->items[i].at;
    }
    return copy;
}

static Value from(Eval *e, const Call *c)
{
    Value source = argument(c, 0);
    if (!value_is_source(source))
        return refused(e, source, c->name_at,
                       "from() takes a table, a view, a subquery or sql`...`");
    Select *s = arena_new(eval_arena(e), Select);
    *s = *(const Select *)c->self;
    s->base.class = &select_class;
    s->source = source;
    s->at = c->name_at;
    s->name = source_join_name(source);
    if (!s->is_chosen)
        s->fields = source_fields(e, source);
    s->fields = copy_fields(e, s->fields);
    if (s->name.len)
        map_put(eval_arena(e), &s->names, s->name);
    return value_native(s, c->at);
}

static const Function unsourced_methods[] = {{"from", from, NULL}, {0}};

static const Class unsourced_class = {.noun = "a select without .from()",
                                      .methods = unsourced_methods,
                                      .missing = DIAG_W123};

// --- clauses -----------------------------------------------------------------

// What a callback gives for the fields; v itself if it is none.
static Value through_fields(Eval *e, const Map *fields, Value v, bool by_name, Span at)
{
    if (!value_is_callable(v))
        return v;
    Outlook how = {.by_name = by_name};
    Value seen = value_object(selection_expose(e, fields, &how), at);
    return eval_call(e, v, &seen, 1, at);
}

static Value where(Eval *e, const Call *c)
{
    Select *s = c->self;
    s->where = through_fields(e, s->fields, argument(c, 0), false, c->at);
    return self(c);
}

static Value having(Eval *e, const Call *c)
{
    Select *s = c->self;
    s->having = through_fields(e, s->fields, argument(c, 0), false, c->at);
    return self(c);
}

Value select_list_of(Eval *e, const Map *fields, const Call *c)
{
    Array *list = arena_new(eval_arena(e), Array);
    if (!value_is_callable(argument(c, 0))) {
        for (size_t i = 0; i < c->n_args; i++)
            *arena_push(eval_arena(e), *list, Value) = c->args[i];
        return value_array(list, c->at);
    }
    Value v = through_fields(e, fields, c->args[0], true, c->at);
    if (v.kind == VALUE_ARRAY)
        return v;
    *arena_push(eval_arena(e), *list, Value) = v;
    return value_array(list, c->at);
}

static Value group_by(Eval *e, const Call *c)
{
    Select *s = c->self;
    s->group_by = select_list_of(e, s->fields, c);
    return self(c);
}

// What comes behind a union is said of all of it.
static SetOperation *last_operation(Select *s)
{
    return s->operations.n ? &s->operations.items[s->operations.n - 1] : NULL;
}

static Value order_by(Eval *e, const Call *c)
{
    Select *s = c->self;
    SetOperation *last = last_operation(s);
    *(last ? &last->order_by : &s->order_by) = select_list_of(e, s->fields, c);
    return self(c);
}

static Value limit(Eval *e, const Call *c)
{
    (void)e;
    Select *s = c->self;
    SetOperation *last = last_operation(s);
    *(last ? &last->limit : &s->limit) = argument(c, 0);
    return self(c);
}

static Value offset(Eval *e, const Call *c)
{
    (void)e;
    Select *s = c->self;
    SetOperation *last = last_operation(s);
    *(last ? &last->offset : &s->offset) = argument(c, 0);
    return self(c);
}

// --- joins -------------------------------------------------------------------

// Without select({ ... }), the fields of each source stand under its name from the first
// join on.
static void add_fields(Eval *e, Select *s, Value source, Str name, Span at)
{
    Arena *a = eval_arena(e);
    if (s->names.n == 1 && s->name.len) {
        Map *nested = arena_new(a, Map);
        map_put(a, nested, s->name)->value = value_object(s->fields, at);
        s->fields = nested;
    }
    if (name.len && source_fields(e, source))
        map_put(a, s->fields, name)->value = value_object(source_fields(e, source), at);
}

static bool is_joined(const Select *s, Str name)
{
    for (size_t i = 0; name.len && i < s->joins.n; i++)
        if (str_eq(s->joins.items[i].name, name))
            return true;
    return false;
}

const char *builder_join_kind(const Call *c)
{
    static const char *const kinds[] = {"left", "right", "inner", "full", "cross"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts(str_z(c->function->name), kinds[i]))
            return kinds[i];
    weave_bug("no such join: %s", c->function->name);
}

static Value join(Eval *e, const Call *c)
{
    Select *s = c->self;
    Value source = argument(c, 0);
    if (!value_is_source(source))
        return refused(e, source, c->name_at,
                       "a join takes a table, a view, a subquery or sql`...`");
    Str name = source_join_name(source);
    if (is_joined(s, name)) {
        Value v = eval_fail(e, c->name_at, DIAG_W123, "\"%.*s\" is joined twice",
                            STR_ARG(name));
        diag_note(eval_diag(e), (Span){0},
                  "give it another name: alias(table, 'name')");
        return v;
    }
    if (!s->is_chosen)
        add_fields(e, s, source, name, c->at);
    Value on = through_fields(e, s->fields, argument(c, 1), false, c->at);
    *arena_push(eval_arena(e), s->joins, Join) =
        (Join){builder_join_kind(c), source, name, on, c->name_at};
    if (name.len)
        map_put(eval_arena(e), &s->names, name);
    return self(c);
}

// --- union and its like ------------------------------------------------------

bool select_combine(Eval *e, Select *left, const char *kind, Value v, Span at)
{
    const Select *right = value_select(v);
    if (!right) {
        v = refused(e, v, at, "a set operation takes another select");
        eval_explain(e, v, at, "the other side of a set operation");
        return false;
    }
    if (!selection_same_keys(e, left->fields, right->fields)) {
        diag_error(eval_diag(e), at, DIAG_W123,
                   "the two sides of this %s select other fields, or in another order",
                   kind);
        return false;
    }
    *arena_push(eval_arena(e), left->operations, SetOperation) =
        (SetOperation){.kind = kind, .right = right, .at = at};
    return true;
}

static Value combine(Eval *e, const Call *c, const char *kind)
{
    Value v = argument(c, 0), operators = builder_set_operators(e, c->at);
    if (value_is_callable(v))
        v = eval_call(e, v, &operators, 1, c->at);
    if (select_combine(e, c->self, kind, v, c->name_at))
        return self(c);
    return already_said(e, c->at);
}

static Value set_union(Eval *e, const Call *c)
{
    return combine(e, c, "union");
}

static Value set_union_all(Eval *e, const Call *c)
{
    return combine(e, c, "union all");
}

static Value set_intersect(Eval *e, const Call *c)
{
    return combine(e, c, "intersect");
}

static Value set_except(Eval *e, const Call *c)
{
    return combine(e, c, "except");
}

// --- as a subquery -----------------------------------------------------------

static Value as_subquery(Eval *e, const Call *c)
{
    const Select *s = c->self;
    Str name;
    Value given = argument(c, 0);
    if (given.kind == VALUE_UNKNOWN)
        return given;
    Sql *sql = select_sql(e, s);
    if (!sql || !argument_string(e, c, 0, "the name of a subquery", &name))
        return already_said(e, c->at);
    Subquery *subquery = arena_new(eval_arena(e), Subquery);
    *subquery = (Subquery){
        .base = {&subquery_class},
        .sql = sql,
        .fields = selection_expose(e, s->fields, &(Outlook){true, name, true}),
        .name = name};
    return value_native(subquery, c->at);
}

static bool subquery_get(Eval *e, Native *native, Str name, Value *out)
{
    (void)e;
    const Entry *entry = map_find(((const Subquery *)native)->fields, name);
    if (entry)
        *out = entry->value;
    return entry != NULL;
}

static Map *subquery_properties(Eval *e, Native *native)
{
    (void)e;
    return ((const Subquery *)native)->fields;
}

static Str subquery_label(Eval *e, Native *native)
{
    return str_format(eval_arena(e), "subquery \"%.*s\"",
                      STR_ARG(((const Subquery *)native)->name));
}

const Class subquery_class = {.noun = "a subquery",
                              .get = subquery_get,
                              .properties = subquery_properties,
                              .missing = DIAG_W113,
                              .label = subquery_label};

// --- methods -----------------------------------------------------------------

Value builder_itself(Eval *e, const Call *c)
{
    (void)e;
    return value_native(c->self, c->at);
}

static Value get_sql(Eval *e, const Call *c)
{
    Sql *sql = select_sql(e, c->self);
    return sql ? value_native(sql, c->at) : already_said(e, c->at);
}

Value builder_at_run_time(Eval *e, const Call *c)
{
    return eval_unknown(
        e, c->at, DIAG_W105,
        "what %s() of a query gives is not known before the program runs",
        c->function->name);
}

static const Function select_methods[] = {
    {"leftJoin", join, NULL},
    {"rightJoin", join, NULL},
    {"innerJoin", join, NULL},
    {"fullJoin", join, NULL},
    {"crossJoin", join, NULL},
    {"where", where, NULL},
    {"having", having, NULL},
    {"groupBy", group_by, NULL},
    {"orderBy", order_by, NULL},
    {"limit", limit, NULL},
    {"offset", offset, NULL},
    {"union", set_union, NULL},
    {"unionAll", set_union_all, NULL},
    {"intersect", set_intersect, NULL},
    {"except", set_except, NULL},
    {"as", as_subquery, NULL},
    {"getSQL", get_sql, NULL},
    {"$dynamic", builder_itself, NULL},
    {"$withCache", builder_itself, NULL},
    {"toSQL", builder_at_run_time, NULL},
    {"prepare", builder_at_run_time, NULL},
    {"run", builder_at_run_time, NULL},
    {"all", builder_at_run_time, NULL},
    {"get", builder_at_run_time, NULL},
    {"values", builder_at_run_time, NULL},
    {"execute", builder_at_run_time, NULL},
    {0},
};

const Class select_class = {
    .noun = "a select", .methods = select_methods, .missing = DIAG_W123};
