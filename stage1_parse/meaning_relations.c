// meaning_relations.c - relations() and defineRelations() as values.

#include "stage1_parse/meaning_relations.h"

const Class relation_class = {.noun = "a relation", .missing = DIAG_W119};

RelationObject *relation_new(Eval *e, const Call *c, bool is_many, TableObject *target)
{
    RelationObject *relation = arena_new(eval_arena(e), RelationObject);
    *relation = (RelationObject){.base = {&relation_class},
                                 .is_many = is_many,
                                 .target = target,
                                 .optional = !is_many,
                                 .at = c->name_at};
    return relation;
}

bool relation_text(Eval *e, Value v, const char *name, Str *out)
{
    Value text = option_get(e, v, name);
    if (text.kind == VALUE_UNDEFINED)
        return true;
    if (text.kind == VALUE_STRING) {
        *out = text.text;
        return true;
    }
    if (text.kind != VALUE_UNKNOWN)
        diag_error(eval_diag(e), text.at, DIAG_W110, "%s must be a string, not %s",
                   name, value_noun(text));
    return false;
}

// --- relations(table, ({ one, many }) => ({ ... })) ----------------------------------

static bool take_column(Eval *e, Value v, const TableObject *table,
                        RelationColumns *out)
{
    const ColumnRef *column =
        value_is_native(v, &column_class) ? (const ColumnRef *)v.native : NULL;
    if (v.kind == VALUE_UNKNOWN)
        eval_explain(e, v, v.at, "a column of a relation");
    else if (!column)
        diag_error(eval_diag(e), v.at, DIAG_W119, "%s is not a column", value_noun(v));
    else if (column->table != table)
        diag_error(eval_diag(e), v.at, DIAG_W119,
                   "\"%.*s\" is a column of \"%.*s\", not of \"%.*s\"",
                   STR_ARG(column->key), STR_ARG(column->table->name),
                   STR_ARG(table->name));
    if (!column || column->table != table)
        return false;
    *arena_push(eval_arena(e), *out, const ColumnRef *) = column;
    return true;
}

static bool take_columns(Eval *e, const Call *c, const char *option,
                         const TableObject *table, RelationColumns *out)
{
    Value list = option_get(e, argument(c, 1), option);
    bool good = true;
    if (list.kind == VALUE_UNKNOWN)
        return false;
    if (list.kind != VALUE_ARRAY || list.array->n == 0) {
        diag_error(eval_diag(e), list.at.file ? list.at : c->at, DIAG_W119,
                   "one() with options names the columns of both sides: fields and "
                   "references");
        return false;
    }
    for (size_t i = 0; i < list.array->n; i++)
        good = take_column(e, list.array->items[i], table, out) && good;
    return good;
}

// A relation to a row that must be there, as far as the columns say.
static bool all_not_null(const RelationColumns *columns)
{
    for (size_t i = 0; i < columns->n; i++)
        if (!columns->items[i]->as.not_null)
            return false;
    return true;
}

bool relation_is_even(Eval *e, const RelationObject *relation)
{
    if (relation->columns.n == relation->targets.n)
        return true;
    diag_error(eval_diag(e), relation->at, DIAG_W119,
               "this relation has %zu columns on one side and %zu on the other",
               relation->columns.n, relation->targets.n);
    return false;
}

static Value call_helper(Eval *e, const Call *c, bool is_many)
{
    static const Option of_one[] = {
        {"relationName", NULL}, {"fields", NULL}, {"references", NULL}};
    const RelationSet *set = c->self;
    Value target = argument(c, 0), config = argument(c, 1);
    if (target.kind == VALUE_UNKNOWN || config.kind == VALUE_UNKNOWN)
        return target.kind == VALUE_UNKNOWN ? target : config;
    if (!value_is_native(target, &table_class))
        return eval_fail(e, c->name_at, DIAG_W119, "%s() takes a table, not %s",
                         c->function->name, value_noun(target));
    RelationObject *relation =
        relation_new(e, c, is_many, (TableObject *)target.native);
    relation->is_old = true;
    bool good = options_check(e, config, of_one, is_many ? 1 : 3,
                              is_many ? "many()" : "one()") &&
                relation_text(e, config, "relationName", &relation->name);
    if (good && !is_many && !value_nullish(config)) {
        relation->has_columns = true;
        good = take_columns(e, c, "fields", set->table, &relation->columns) &&
               take_columns(e, c, "references", relation->target, &relation->targets) &&
               relation_is_even(e, relation);
        relation->optional = !all_not_null(&relation->columns);
    }
    return good ? value_native(relation, c->at) : already_said(e, c->at);
}

static Value call_one(Eval *e, const Call *c)
{
    return call_helper(e, c, false);
}

static Value call_many(Eval *e, const Call *c)
{
    return call_helper(e, c, true);
}

// What the callback of relations() is given.
static Value old_helper(Eval *e, RelationSet *set)
{
    static const Function functions[] = {{"one", call_one, NULL},
                                         {"many", call_many, NULL}};
    Map *map = arena_new(eval_arena(e), Map);
    for (size_t i = 0; i < 2; i++)
        map_put(eval_arena(e), map, str_z(functions[i].name))->value =
            value_function(&functions[i], set, set->at);
    return value_object(map, set->at);
}

static Value call_relations(Eval *e, const Call *c)
{
    Value table = argument(c, 0), callback = argument(c, 1);
    if (table.kind == VALUE_UNKNOWN)
        return table;
    if (!value_is_native(table, &table_class))
        return eval_fail(e, c->name_at, DIAG_W119, "relations() takes a table, not %s",
                         value_noun(table));
    if (!value_is_callable(callback) && callback.kind != VALUE_UNKNOWN)
        return eval_fail(e, c->name_at, DIAG_W119,
                         "relations() takes a function: ({ one, many }) => ({ ... })");
    RelationSet *set = arena_new(eval_arena(e), RelationSet);
    *set = (RelationSet){.base = {&relation_set_class},
                         .table = (TableObject *)table.native,
                         .callback = callback,
                         .at = c->at};
    return value_native(set, c->at);
}

// --- defineRelations({ users, posts }, (r) => ({ ... })) -----------------------------

// Of a schema's exports only the tables and views count.
static Value call_define(Eval *e, const Call *c)
{
    Value schema = argument(c, 0), callback = argument(c, 1);
    if (schema.kind == VALUE_UNKNOWN)
        return schema;
    Map *all = eval_properties(e, schema), *tables = arena_new(eval_arena(e), Map);
    if (!all || schema.kind == VALUE_ARRAY)
        return eval_fail(e, c->name_at, DIAG_W119, "%s() takes an object of tables",
                         c->function->name);
    for (size_t i = 0; i < all->n; i++)
        if (value_table(all->items[i].value))
            *map_put(eval_arena(e), tables, all->items[i].key) = all->items[i];
    if (!value_is_callable(callback) && !value_nullish(callback) &&
        callback.kind != VALUE_UNKNOWN)
        return eval_fail(e, c->name_at, DIAG_W119,
                         "%s() takes a function: (r) => ({ ... })", c->function->name);
    RelationSet *set = arena_new(eval_arena(e), RelationSet);
    *set = (RelationSet){.base = {&relation_set_class},
                         .tables = tables,
                         .is_part =
                             str_is(str_z(c->function->name), "defineRelationsPart"),
                         .callback = callback,
                         .at = c->at};
    return value_native(set, c->at);
}

// --- sets --------------------------------------------------------------------

Value relation_members(Eval *e, RelationSet *set)
{
    if (set->is_called || value_nullish(set->callback))
        return set->members;
    Value helper = set->table ? old_helper(e, set) : relation_new_helper(e, set);
    set->is_called = true;
    set->members = eval_call(e, set->callback, &helper, 1, set->at);
    return set->members;
}

// A part has only the tables that it says something of.
static Map *set_properties(Eval *e, Native *native)
{
    RelationSet *set = (RelationSet *)native;
    Map *map = arena_new(eval_arena(e), Map), *keys = set->tables;
    Value members = set->is_part ? relation_members(e, set) : UNDEFINED;
    if (members.kind == VALUE_OBJECT)
        keys = members.object;
    for (size_t i = 0; keys && i < keys->n; i++) {
        RelationPart *part = arena_new(eval_arena(e), RelationPart);
        *part = (RelationPart){{&relation_part_class}, set, keys->items[i].key};
        Entry *entry = map_put(eval_arena(e), map, part->key);
        entry->value = value_native(part, set->at);
        entry->at = set->at;
    }
    return map;
}

const Class relation_set_class = {
    .noun = "relations", .properties = set_properties, .missing = DIAG_W119};
const Class relation_part_class = {.noun = "a table's relations", .missing = DIAG_W119};

const Function relation_functions[] = {
    {"relations", call_relations, NULL},
    {"defineRelations", call_define, NULL},
    {"defineRelationsPart", call_define, NULL},
    {0},
};
