// meaning_write.c - insert, update and delete of drizzle-orm's query builder.

#include "stage1_parse/meaning_builder.h"

static Value self(const Call *c)
{
    return value_native(c->self, c->at);
}

static const Class start_class;

// insert() and update() are only begun: what they write comes next.
Value write_new(Eval *e, const Call *c, WriteKind kind, const Array *with)
{
    Value table = argument(c, 0);
    if (table.kind == VALUE_UNKNOWN && ((const Meaning *)eval_context(e))->choosing)
        query_halts(e, table, c->name_at, HALT_TABLE);
    if (table.kind == VALUE_UNKNOWN)
        return table;
    if (!value_is_native(table, &table_class))
        return eval_fail(e, c->name_at, DIAG_W123, "%s() takes a table, not %s",
                         c->function->name, value_noun(table));
    Write *w = arena_new(eval_arena(e), Write);
    *w = (Write){.base = {kind == WRITE_DELETE ? &write_class : &start_class},
                 .kind = kind,
                 .table = (TableObject *)table.native,
                 .with = with,
                 .at = c->name_at};
    return value_native(w, c->at);
}

const Write *value_write(Value v)
{
    return value_is_native(v, &write_class) ? (const Write *)v.native : NULL;
}

// --- values(), select(), set() -----------------------------------------------------

static Write *begun(Eval *e, const Call *c, WriteKind kind)
{
    const Write *from = c->self;
    if (from->kind != kind) {
        eval_fail(e, c->name_at, DIAG_W123, "this statement has no %s()",
                  c->function->name);
        return NULL;
    }
    Write *w = arena_new(eval_arena(e), Write);
    *w = *from;
    w->base.class = &write_class;
    return w;
}

static Value values(Eval *e, const Call *c)
{
    Value rows = argument(c, 0);
    Array *list = arena_new(eval_arena(e), Array);
    Write *w = begun(e, c, WRITE_INSERT);
    if (!w)
        return already_said(e, c->at);
    if (rows.kind == VALUE_UNKNOWN)
        return rows;
    if (rows.kind == VALUE_ARRAY)
        list = rows.array;
    else
        *arena_push(eval_arena(e), *list, Value) = rows;
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].kind == VALUE_UNKNOWN)
            return list->items[i];
        else if (list->items[i].kind != VALUE_OBJECT)
            return eval_fail(e, c->name_at, DIAG_W123,
                             "values() takes an object or a list of them, not %s",
                             value_noun(list->items[i]));
    if (list->n == 0)
        return eval_fail(e, c->name_at, DIAG_W123, "values() takes at least one row");
    w->rows = list;
    return value_native(w, c->at);
}

// A select whose fields are the table's columns, or sql`...`.
static Value insert_select(Eval *e, const Call *c)
{
    Value v = argument(c, 0), builder = builder_new(e, c->at);
    Write *w = begun(e, c, WRITE_INSERT);
    if (!w)
        return already_said(e, c->at);
    if (value_is_callable(v))
        v = eval_call(e, v, &builder, 1, c->at);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    const Select *select = value_select(v);
    if (!select && !value_is_native(v, &sql_class))
        return eval_fail(e, c->name_at, DIAG_W123,
                         "select() takes a select or sql`...`, not %s", value_noun(v));
    if (select && !selection_same_keys(e, select->fields,
                                       table_class.properties(e, &w->table->base)))
        return eval_fail(e, c->name_at, DIAG_W123,
                         "the select has not the fields of the table, in its order");
    w->select = v;
    return value_native(w, c->at);
}

static bool check_set(Eval *e, Value set, Span at)
{
    if (set.kind != VALUE_OBJECT) {
        if (set.kind == VALUE_UNKNOWN)
            eval_explain(e, set, at, "what is set");
        else
            diag_error(eval_diag(e), at, DIAG_W123, "this takes an object, not %s",
                       value_noun(set));
        return false;
    }
    for (size_t i = 0; i < set.object->n; i++)
        if (set.object->items[i].value.kind != VALUE_UNDEFINED)
            return true;
    diag_error(eval_diag(e), at, DIAG_W123, "there are no values to set");
    return false;
}

static Value set(Eval *e, const Call *c)
{
    Write *w = begun(e, c, WRITE_UPDATE);
    if (!w || !check_set(e, argument(c, 0), c->name_at))
        return already_said(e, c->at);
    w->set = argument(c, 0).object;
    return value_native(w, c->at);
}

static const Function start_methods[] = {
    {"values", values, NULL}, {"select", insert_select, NULL}, {"set", set, NULL}, {0}};

static const Class start_class = {.noun = "an insert or update without values",
                                  .methods = start_methods,
                                  .missing = DIAG_W123};

// --- clauses -----------------------------------------------------------------

static Value misfit(Eval *e, const Call *c)
{
    static const char *const nouns[] = {"an insert", "an update", "a delete"};
    return eval_fail(e, c->name_at, DIAG_W123, "%s has no %s()",
                     nouns[((const Write *)c->self)->kind], c->function->name);
}

static Value where(Eval *e, const Call *c)
{
    Write *w = c->self;
    if (w->kind == WRITE_INSERT)
        return misfit(e, c);
    w->where = argument(c, 0);
    return self(c);
}

static Value order_by(Eval *e, const Call *c)
{
    Write *w = c->self;
    if (w->kind == WRITE_INSERT)
        return misfit(e, c);
    w->order_by = select_list_of(e, table_class.properties(e, &w->table->base), c);
    return self(c);
}

static Value limit(Eval *e, const Call *c)
{
    Write *w = c->self;
    if (w->kind == WRITE_INSERT)
        return misfit(e, c);
    w->limit = argument(c, 0);
    return self(c);
}

static Value returning(Eval *e, const Call *c)
{
    Write *w = c->self;
    Value fields = argument(c, 0);
    if (fields.kind == VALUE_UNKNOWN)
        return fields;
    Map *map = fields.kind == VALUE_UNDEFINED
                   ? table_class.properties(e, &w->table->base)
                   : eval_properties(e, fields);
    w->returns = true;
    w->returning = (Fields){0};
    if (!map)
        return eval_fail(e, c->name_at, DIAG_W123,
                         "returning() takes an object of fields, not %s",
                         value_noun(fields));
    return selection_flatten(e, map, &w->returning) ? self(c) : already_said(e, c->at);
}

// --- UPDATE ... FROM ---------------------------------------------------------------

static Value from(Eval *e, const Call *c)
{
    Write *w = c->self;
    Value source = argument(c, 0);
    if (w->kind != WRITE_UPDATE)
        return misfit(e, c);
    if (source.kind == VALUE_UNKNOWN)
        return source;
    if (!value_is_source(source))
        return eval_fail(e, c->name_at, DIAG_W123,
                         "from() takes a table, a view, a subquery or sql`...`, not %s",
                         value_noun(source));
    w->source = source;
    return self(c);
}

static Value join(Eval *e, const Call *c)
{
    Write *w = c->self;
    Value source = argument(c, 0), on = argument(c, 1);
    if (w->kind != WRITE_UPDATE)
        return misfit(e, c);
    if (source.kind == VALUE_UNKNOWN)
        return source;
    if (!value_is_source(source))
        return eval_fail(e, c->name_at, DIAG_W123,
                         "a join takes a table, a view, a subquery or sql`...`, not %s",
                         value_noun(source));
    if (value_is_callable(on)) {
        Map *fields = source_fields(e, source);
        Value args[] = {value_object(table_class.properties(e, &w->table->base), c->at),
                        fields ? value_object(fields, c->at) : UNDEFINED};
        on = eval_call(e, on, args, 2, c->at);
    }
    *arena_push(eval_arena(e), w->joins, Join) =
        (Join){builder_join_kind(c), source, source_join_name(source), on, c->name_at};
    return self(c);
}

// --- ON CONFLICT -------------------------------------------------------------------

static Value on_conflict(Eval *e, const Call *c, bool update)
{
    static const Option of_update[] = {{"target", NULL},
                                       {"where", NULL},
                                       {"targetWhere", NULL},
                                       {"setWhere", NULL},
                                       {"set", NULL}};
    Write *w = c->self;
    Value config = argument(c, 0);
    if (w->kind != WRITE_INSERT)
        return misfit(e, c);
    if (config.kind == VALUE_UNKNOWN)
        return config;
    if (!options_check(e, config, of_update, update ? 5 : 2, c->function->name))
        return already_said(e, c->at);
    Conflict conflict = {.updates = update,
                         .target = option_get(e, config, "target"),
                         .where = option_get(e, config, "where"),
                         .target_where = option_get(e, config, "targetWhere"),
                         .set_where = option_get(e, config, "setWhere"),
                         .at = c->name_at};
    Value set = option_get(e, config, "set");
    bool old = value_truthy(conflict.where);
    if (update && old &&
        (value_truthy(conflict.target_where) || value_truthy(conflict.set_where)))
        return eval_fail(
            e, c->name_at, DIAG_W123,
            "\"where\" cannot stand beside \"targetWhere\" or \"setWhere\"");
    if (update && !check_set(e, set, c->name_at))
        return already_said(e, c->at);
    conflict.set = update ? set.object : NULL;
    *arena_push(eval_arena(e), w->conflicts, Conflict) = conflict;
    return self(c);
}

static Value do_nothing(Eval *e, const Call *c)
{
    return on_conflict(e, c, false);
}

static Value do_update(Eval *e, const Call *c)
{
    return on_conflict(e, c, true);
}

// --- methods -----------------------------------------------------------------

static Value get_sql(Eval *e, const Call *c)
{
    Sql *sql = write_sql(e, c->self);
    return sql ? value_native(sql, c->at) : already_said(e, c->at);
}

static const Function write_methods[] = {
    {"where", where, NULL},
    {"orderBy", order_by, NULL},
    {"limit", limit, NULL},
    {"returning", returning, NULL},
    {"from", from, NULL},
    {"leftJoin", join, NULL},
    {"rightJoin", join, NULL},
    {"innerJoin", join, NULL},
    {"fullJoin", join, NULL},
    {"onConflictDoNothing", do_nothing, NULL},
    {"onConflictDoUpdate", do_update, NULL},
    {"getSQL", get_sql, NULL},
    {"$dynamic", builder_itself, NULL},
    {"toSQL", builder_at_run_time, NULL},
    {"prepare", builder_at_run_time, NULL},
    {"run", builder_at_run_time, NULL},
    {"all", builder_at_run_time, NULL},
    {"get", builder_at_run_time, NULL},
    {"values", builder_at_run_time, NULL},
    {"execute", builder_at_run_time, NULL},
    {0},
};

const Class write_class = {.noun = "an insert, update or delete",
                           .methods = write_methods,
                           .missing = DIAG_W123};
