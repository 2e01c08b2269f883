// eval_builtin.c - JavaScript's own objects and methods, as far as schemas use them.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Value arg(const Call *c, size_t i)
{
    return i < c->n_args ? c->args[i] : UNDEFINED;
}

Value eval_wrong_call(Eval *e, const Call *c, Value v)
{
    return v.kind == VALUE_UNKNOWN
               ? v
               : eval_unknown(e, c->at, DIAG_W104,
                              "weave does not evaluate this call with "
                              "%s",
                              value_noun(v));
}

static void push(Eval *e, Array *array, Value v)
{
    *arena_push(e->arena, *array, Value) = v;
}

static Array *array_new(Eval *e)
{
    return arena_new(e->arena, Array);
}

Map *eval_properties(Eval *e, Value v)
{
    Map *map;
    switch (v.kind) {
    case VALUE_OBJECT: return v.object;
    case VALUE_NATIVE:
        return v.native->class->properties ? v.native->class->properties(e, v.native)
                                           : NULL;
    case VALUE_ARRAY:
        map = arena_new(e->arena, Map);
        for (size_t i = 0; i < v.array->n; i++) {
            Entry *entry = map_put(e->arena, map, str_format(e->arena, "%zu", i));
            entry->value = v.array->items[i];
            entry->at = v.array->items[i].at;
        }
        return map;
    default: return NULL;
    }
}

// --- Object ------------------------------------------------------------------

typedef enum Half { KEYS, VALUES, BOTH } Half;

static Value pair(Eval *e, Value key, Value value)
{
    Array *both = array_new(e);
    push(e, both, key);
    push(e, both, value);
    return value_array(both, key.at);
}

static Value listed(Eval *e, const Call *c, Half half)
{
    Value v = arg(c, 0);
    Map *map = eval_properties(e, v);
    if (!map || !eval_charge(e, map->n, c->at))
        return eval_wrong_call(e, c, v);
    Array *out = array_new(e);
    const Entry **entries = map_ordered(e->arena, map);
    for (size_t i = 0; i < map->n; i++) {
        Value key = value_string(entries[i]->key, entries[i]->at);
        push(e, out,
             half == KEYS     ? key
             : half == VALUES ? entries[i]->value
                              : pair(e, key, entries[i]->value));
    }
    return value_array(out, c->at);
}

static Value object_keys(Eval *e, const Call *c)
{
    return listed(e, c, KEYS);
}

static Value object_values(Eval *e, const Call *c)
{
    return listed(e, c, VALUES);
}

static Value object_entries(Eval *e, const Call *c)
{
    return listed(e, c, BOTH);
}

static Value object_from_entries(Eval *e, const Call *c)
{
    Value v = arg(c, 0);
    if (v.kind != VALUE_ARRAY)
        return eval_wrong_call(e, c, v);
    Map *map = arena_new(e->arena, Map);
    for (size_t i = 0; i < v.array->n; i++) {
        Value item = v.array->items[i];
        Str key;
        if (item.kind != VALUE_ARRAY || item.array->n < 2 ||
            !value_print(e->arena, item.array->items[0], &key))
            return eval_wrong_call(e, c, item);
        Entry *entry = map_put(e->arena, map, key);
        entry->value = item.array->items[1];
        entry->at = item.array->items[0].at;
    }
    return value_object(map, c->at);
}

static Value object_assign(Eval *e, const Call *c)
{
    Value into = arg(c, 0);
    if (into.kind != VALUE_OBJECT)
        return eval_wrong_call(e, c, into);
    for (size_t i = 1; i < c->n_args; i++) {
        Map *from = eval_properties(e, c->args[i]);
        if (!from && !value_nullish(c->args[i]))
            return eval_wrong_call(e, c, c->args[i]);
        for (size_t k = 0; from && k < from->n; k++) {
            Entry entry = from->items[k];
            *map_put(e->arena, into.object, entry.key) = entry;
        }
    }
    return into;
}

static Value itself(Eval *e, const Call *c)
{
    (void)e;
    return arg(c, 0);
}

static const Function object_functions[] = {
    {"keys", object_keys, NULL},
    {"values", object_values, NULL},
    {"entries", object_entries, NULL},
    {"fromEntries", object_from_entries, NULL},
    {"assign", object_assign, NULL},
    {"freeze", itself, NULL},
    {"seal", itself, NULL},
    {0},
};

// --- Array, String, Number, Boolean, JSON ------------------------------------

static Value array_is(Eval *e, const Call *c)
{
    (void)e;
    Value v = arg(c, 0);
    return v.kind == VALUE_UNKNOWN ? v : value_bool(v.kind == VALUE_ARRAY, c->at);
}

static const Function array_functions[] = {{"isArray", array_is, NULL}, {0}};

static Value to_string(Eval *e, const Call *c)
{
    Str text;
    Value v = arg(c, 0);
    return value_print(e->arena, v, &text) ? value_string(text, c->at)
                                           : eval_wrong_call(e, c, v);
}

static Value to_number(Eval *e, const Call *c)
{
    Value v = arg(c, 0);
    char *end;
    if (v.kind == VALUE_NUMBER)
        return v;
    if (v.kind == VALUE_BOOL)
        return value_number(v.truth, c->at);
    if (v.kind != VALUE_STRING && v.kind != VALUE_BIGINT)
        return eval_wrong_call(e, c, v);
    const char *text = str_zero(e->arena, str_trim(v.text));
    double number = strtod(text, &end);
    return value_number(*end ? NAN : number, c->at);
}

static Value to_bool(Eval *e, const Call *c)
{
    (void)e;
    Value v = arg(c, 0);
    return v.kind == VALUE_UNKNOWN ? v : value_bool(value_truthy(v), c->at);
}

static Value to_bigint(Eval *e, const Call *c)
{
    Value v = arg(c, 0);
    Str text;
    bool whole = v.kind == VALUE_NUMBER && v.number == floor(v.number) &&
                 fabs(v.number) < 9007199254740992.0;
    if (v.kind == VALUE_BIGINT)
        return v;
    if (!whole && v.kind != VALUE_STRING)
        return eval_wrong_call(e, c, v);
    value_print(e->arena, v, &text);
    return (Value){.kind = VALUE_BIGINT, .text = text, .at = c->at};
}

static Value json_stringify(Eval *e, const Call *c)
{
    Str text;
    Value v = arg(c, 0);
    bool plain = c->n_args == 1 && v.kind != VALUE_UNDEFINED;
    return plain && value_json(e->arena, v, &text) ? value_string(text, c->at)
                                                   : eval_wrong_call(e, c, v);
}

static const Function json_functions[] = {{"stringify", json_stringify, NULL}, {0}};

// --- finding them ------------------------------------------------------------

static Value not_callable(Eval *e, const Call *c)
{
    return eval_unknown(e, c->at, DIAG_W105,
                        "the value of this call is not known before the program runs");
}

static const Function globals[] = {
    {"Object", not_callable, object_functions},
    {"Array", not_callable, array_functions},
    {"JSON", not_callable, json_functions},
    {"String", to_string, NULL},
    {"Number", to_number, NULL},
    {"Boolean", to_bool, NULL},
    {"BigInt", to_bigint, NULL},
    {0},
};

// What every program may name and none knows before it runs.
static const char at_run_time[] =
    " process console globalThis window document Math Symbol Promise Map Set "
    "WeakMap RegExp Error TypeError Proxy Reflect Intl URL Buffer Uint8Array "
    "crypto fetch Bun Deno module exports setTimeout TextEncoder parseInt "
    "parseFloat isNaN structuredClone __dirname __filename TextDecoder ArrayBuffer "
    "performance navigator encodeURIComponent setInterval queueMicrotask DataView "
    "Response Request Headers FormData Blob File atob btoa WebSocket ";

static bool run_time_global(Eval *e, Str name, Span at, Value *out)
{
    Str word = str_format(e->arena, " %.*s ", STR_ARG(name));
    if (str_find_str(str_z(at_run_time), word) == STR_NONE)
        return false;
    *out = eval_unknown(e, at, DIAG_W105,
                        "\"%.*s\" is not known before the program runs", STR_ARG(name));
    out->unknown->open = true;
    return true;
}

bool eval_builtin_global(Eval *e, Str name, Span at, Value *out)
{
    for (const Function *f = globals; f->name; f++)
        if (str_is(name, f->name)) {
            *out = value_function(f, NULL, at);
            return true;
        }
    if (str_is(name, "Date") || str_is(name, "require")) {
        bool date = str_is(name, "Date");
        *out = value_function(date ? &date_function : &require_function, NULL, at);
        return true;
    }
    if (str_is(name, "NaN") || str_is(name, "Infinity")) {
        *out = value_number(str_is(name, "NaN") ? NAN : INFINITY, at);
        return true;
    }
    return run_time_global(e, name, at, out);
}
