// eval_collection.c - Set and Map.

#include "stage1_parse/eval_parts.h"

// A set's values are keys; a map has as many values.
typedef struct Collection {
    Native base;
    Array keys, values;
} Collection;

static const Class set_class, map_class;

static bool is_map(const Collection *k)
{
    return k->base.class == &map_class;
}

static size_t find(const Collection *k, Value key)
{
    size_t i = 0;
    while (i < k->keys.n && !value_same(k->keys.items[i], key))
        i++;
    return i;
}

// False, and it is unknown, if key is not known: it might be any of the others.
static bool put(Eval *e, Collection *k, Value key, Value value)
{
    size_t i = find(k, key);
    if (key.kind == VALUE_UNKNOWN || !eval_charge(e, 1 + i / 16, key.at))
        return false;
    if (i == k->keys.n) {
        *arena_push(e->arena, k->keys, Value) = key;
        *arena_push(e->arena, k->values, Value) = value;
    }
    k->values.items[i] = value;
    return true;
}

static Value pair(Eval *e, Value key, Value value)
{
    Array *both = arena_new(e->arena, Array);
    *arena_push(e->arena, *both, Value) = key;
    *arena_push(e->arena, *both, Value) = value;
    return value_array(both, key.at);
}

static Value copied(Eval *e, const Array *items, Span at)
{
    Array *out = arena_new(e->arena, Array);
    for (size_t i = 0; i < items->n; i++)
        *arena_push(e->arena, *out, Value) = items->items[i];
    return value_array(out, at);
}

static Array *entries(Eval *e, const Collection *k)
{
    Array *out = arena_new(e->arena, Array);
    for (size_t i = 0; i < k->keys.n; i++)
        *arena_push(e->arena, *out, Value) =
            pair(e, k->keys.items[i], k->values.items[i]);
    return out;
}

const Array *eval_collection_items(Eval *e, Value v)
{
    if (value_is_native(v, &set_class))
        return &((const Collection *)v.native)->keys;
    return value_is_native(v, &map_class) ? entries(e, (const Collection *)v.native)
                                          : NULL;
}

// --- making ------------------------------------------------------------------

static Value call_collection(Eval *e, const Call *c)
{
    bool map = c->function == &map_function;
    Collection *k = arena_new(e->arena, Collection);
    Array items = {0};
    k->base.class = map ? &map_class : &set_class;
    Value unknown = value_nullish(eval_argument(c, 0))
                        ? UNDEFINED
                        : eval_iterate(e, eval_argument(c, 0), c->at, &items);
    if (unknown.kind == VALUE_UNKNOWN)
        return unknown;
    for (size_t i = 0; i < items.n; i++) {
        Value item = items.items[i], value = item;
        if (map && (item.kind != VALUE_ARRAY || item.array->n < 2))
            return eval_wrong_call(e, c, item);
        if (map) {
            value = item.array->items[1];
            item = item.array->items[0];
        }
        if (!put(e, k, item, value))
            return eval_wrong_call(e, c, item);
    }
    return value_native(k, c->at);
}

const Function set_function = {"Set", call_collection, NULL};
const Function map_function = {"Map", call_collection, NULL};

// --- methods -----------------------------------------------------------------

static Value add(Eval *e, const Call *c)
{
    Collection *k = c->self;
    Value key = eval_argument(c, 0);
    Value value = is_map(k) ? eval_argument(c, 1) : key;
    if (!put(e, k, key, value))
        return eval_fail(
            e, c->at, DIAG_W105,
            "what is put into this %s is not known before the program runs",
            is_map(k) ? "Map" : "Set");
    return value_native(k, c->at);
}

static Value has(Eval *e, const Call *c)
{
    const Collection *k = c->self;
    Value key = eval_argument(c, 0);
    return key.kind == VALUE_UNKNOWN ? eval_wrong_call(e, c, key)
                                     : value_bool(find(k, key) < k->keys.n, c->at);
}

static Value get(Eval *e, const Call *c)
{
    const Collection *k = c->self;
    Value key = eval_argument(c, 0);
    size_t i = find(k, key);
    if (key.kind == VALUE_UNKNOWN)
        return eval_wrong_call(e, c, key);
    return i < k->keys.n ? k->values.items[i] : UNDEFINED;
}

static Value delete (Eval *e, const Call *c)
{
    Collection *k = c->self;
    (void)e;
    size_t i = find(k, eval_argument(c, 0));
    bool found = i < k->keys.n;
    for (; found && i + 1 < k->keys.n; i++) {
        k->keys.items[i] = k->keys.items[i + 1];
        k->values.items[i] = k->values.items[i + 1];
    }
    k->keys.n -= found;
    k->values.n -= found;
    return value_bool(found, c->at);
}

static Value keys(Eval *e, const Call *c)
{
    return copied(e, &((const Collection *)c->self)->keys, c->at);
}

static Value values(Eval *e, const Call *c)
{
    return copied(e, &((const Collection *)c->self)->values, c->at);
}

static Value both(Eval *e, const Call *c)
{
    return value_array(entries(e, c->self), c->at);
}

static Value each(Eval *e, const Call *c)
{
    const Collection *k = c->self;
    for (size_t i = 0; i < k->keys.n; i++) {
        Value args[] = {k->values.items[i], k->keys.items[i]};
        eval_call(e, eval_argument(c, 0), args, 2, c->at);
    }
    return UNDEFINED;
}

static bool size_of(Eval *e, Native *self, Str name, Value *out)
{
    (void)e;
    if (!str_is(name, "size"))
        return false;
    *out = value_number((double)((const Collection *)self)->keys.n, (Span){0});
    return true;
}

static const Function set_methods[] = {
    {"add", add, NULL},       {"has", has, NULL},
    {"delete", delete, NULL}, {"keys", keys, NULL},
    {"values", values, NULL}, {"entries", both, NULL},
    {"forEach", each, NULL},  {0}};

static const Function map_methods[] = {
    {"set", add, NULL},       {"get", get, NULL},      {"has", has, NULL},
    {"delete", delete, NULL}, {"keys", keys, NULL},    {"values", values, NULL},
    {"entries", both, NULL},  {"forEach", each, NULL}, {0}};

static const Class set_class = {
    .noun = "a Set", .methods = set_methods, .get = size_of, .missing = DIAG_W104};
static const Class map_class = {
    .noun = "a Map", .methods = map_methods, .get = size_of, .missing = DIAG_W104};
