// meaning_relations_new.c - the r of defineRelations(schema, (r) => ...): r.users.id,
// r.one.users(...), r.many.posts(...).

#include "stage1_parse/meaning_builder.h"
#include "stage1_parse/meaning_relations.h"

// --- r.users.id --------------------------------------------------------------

typedef struct Side {
    Native base;
    const ColumnRef *column;
    const ColumnRef *through; // of the table between; or null
} Side;

static const Class side_class;

static Value call_through(Eval *e, const Call *c)
{
    Value v = argument(c, 0);
    if (v.kind == VALUE_UNKNOWN)
        return v;
    if (!value_is_native(v, &side_class))
        return eval_fail(e, c->name_at, DIAG_W119,
                         "through() takes a column, r.table.column, not %s",
                         value_noun(v));
    Side *side = arena_new(eval_arena(e), Side);
    *side = *(const Side *)c->self;
    side->through = ((const Side *)v.native)->column;
    return value_native(side, c->at);
}

static const Function side_methods[] = {{"through", call_through, NULL}, {0}};

static const Class side_class = {
    .noun = "a column of a relation", .methods = side_methods, .missing = DIAG_W119};

// r.users
typedef struct Sides {
    Native base;
    Native *table;
} Sides;

static bool sides_get(Eval *e, Native *native, Str name, Value *out)
{
    Native *table = ((const Sides *)native)->table;
    const Entry *entry = map_find(table->class->properties(e, table), name);
    if (!entry || !value_is_native(entry->value, &column_class))
        return false;
    Side *side = arena_new(eval_arena(e), Side);
    *side = (Side){{&side_class}, (const ColumnRef *)entry->value.native, NULL};
    *out = value_native(side, entry->at);
    return true;
}

static Map *sides_properties(Eval *e, Native *native)
{
    Native *table = ((const Sides *)native)->table;
    return table->class->properties(e, table);
}

static Str sides_label(Eval *e, Native *native)
{
    Native *table = ((const Sides *)native)->table;
    return table->class->label(e, table);
}

static const Class sides_class = {.noun = "a table",
                                  .get = sides_get,
                                  .properties = sides_properties,
                                  .missing = DIAG_W113,
                                  .label = sides_label};

// --- r.one.users({ from, to, ... }) --------------------------------------------------

// r, r.one, r.many; and what stands behind those.
typedef struct Maker {
    Native base;
    RelationSet *set;
    bool is_many;
    TableObject *target;
} Maker;

static bool take_side(Eval *e, Value v, Span at, RelationColumns *columns,
                      RelationColumns *through)
{
    if (!value_is_native(v, &side_class)) {
        if (v.kind == VALUE_UNKNOWN)
            eval_explain(e, v, at, "a column of a relation");
        else
            diag_error(eval_diag(e), v.at.file ? v.at : at, DIAG_W119,
                       "a relation's columns are r.table.column, not %s",
                       value_noun(v));
        return false;
    }
    const Side *side = (const Side *)v.native;
    *arena_push(eval_arena(e), *columns, const ColumnRef *) = side->column;
    if (side->through)
        *arena_push(eval_arena(e), *through, const ColumnRef *) = side->through;
    return true;
}

static bool take_sides(Eval *e, Value v, Span at, RelationColumns *columns,
                       RelationColumns *through)
{
    bool good = true;
    if (v.kind != VALUE_ARRAY)
        return take_side(e, v, at, columns, through);
    for (size_t i = 0; i < v.array->n; i++)
        good = take_side(e, v.array->items[i], at, columns, through) && good;
    if (v.array->n == 0)
        diag_error(eval_diag(e), at, DIAG_W119, "this names no columns");
    return good && v.array->n;
}

static bool take_both(Eval *e, Value config, RelationObject *relation)
{
    Value from = option_get(e, config, "from"), to = option_get(e, config, "to");
    if (from.kind == VALUE_UNDEFINED && to.kind == VALUE_UNDEFINED)
        return true;
    relation->has_columns = true;
    if (from.kind == VALUE_UNDEFINED || to.kind == VALUE_UNDEFINED) {
        diag_error(eval_diag(e), relation->at, DIAG_W119,
                   "a relation has both \"from\" and \"to\", or neither");
        return false;
    }
    return take_sides(e, from, relation->at, &relation->columns, &relation->through) &&
           take_sides(e, to, relation->at, &relation->targets,
                      &relation->through_targets);
}

static bool take_config(Eval *e, Value config, RelationObject *relation)
{
    static const Option known[] = {{"from", NULL},
                                   {"to", NULL},
                                   {"optional", NULL},
                                   {"alias", NULL},
                                   {"where", NULL}};
    if (value_nullish(config))
        return true;
    if (!options_check(e, config, known, 5, relation->is_many ? "many" : "one") ||
        !relation_text(e, config, "alias", &relation->name))
        return false;
    Value optional = option_get(e, config, "optional");
    if (optional.kind == VALUE_BOOL && !relation->is_many)
        relation->optional = optional.truth;
    relation->where = option_get(e, config, "where");
    relation->where_of = relation->target;
    return take_both(e, config, relation) && optional.kind != VALUE_UNKNOWN &&
           relation->where.kind != VALUE_UNKNOWN;
}

static Value call_make(Eval *e, const Call *c)
{
    const Maker *maker = c->self;
    RelationObject *relation = relation_new(e, c, maker->is_many, maker->target);
    if (argument(c, 0).kind == VALUE_UNKNOWN)
        return argument(c, 0);
    return take_config(e, argument(c, 0), relation) ? value_native(relation, c->at)
                                                    : already_said(e, c->at);
}

static bool maker_get(Eval *e, Native *native, Str name, Value *out)
{
    static const Function make = {"a relation", call_make, NULL};
    const Maker *any = (const Maker *)native;
    const Entry *entry = map_find(any->set->tables, name);
    if (!entry)
        return false;
    Maker *maker = arena_new(eval_arena(e), Maker);
    *maker = *any;
    maker->target = (TableObject *)entry->value.native;
    *out = value_function(&make, maker, entry->at);
    return true;
}

static Map *maker_properties(Eval *e, Native *native)
{
    (void)e;
    return ((const Maker *)native)->set->tables;
}

static const Class maker_class = {.noun = "this set of relations",
                                  .get = maker_get,
                                  .properties = maker_properties,
                                  .missing = DIAG_W119};

// --- r -----------------------------------------------------------------------

static bool r_get(Eval *e, Native *native, Str name, Value *out)
{
    Maker *r = (Maker *)native;
    const Entry *entry = map_find(r->set->tables, name);
    if (str_is(name, "one") || str_is(name, "many")) {
        Maker *maker = arena_new(eval_arena(e), Maker);
        *maker = (Maker){{&maker_class}, r->set, str_is(name, "many"), NULL};
        *out = value_native(maker, r->set->at);
        return true;
    }
    if (!entry)
        return false;
    Sides *sides = arena_new(eval_arena(e), Sides);
    *sides = (Sides){{&sides_class}, entry->value.native};
    *out = value_native(sides, entry->at);
    return true;
}

static const Class r_class = {.noun = "this set of relations",
                              .get = r_get,
                              .properties = maker_properties,
                              .missing = DIAG_W119};

Value relation_new_helper(Eval *e, RelationSet *set)
{
    Maker *r = arena_new(eval_arena(e), Maker);
    *r = (Maker){{&r_class}, set, false, NULL};
    return value_native(r, set->at);
}
