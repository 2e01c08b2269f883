// eval_builtin.c - JavaScript's own objects and methods, as far as schemas use them.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <stdlib.h>

Value eval_argument(const Call *c, size_t i)
{
    return i < c->n_args ? c->args[i] : UNDEFINED;
}

static Value arg(const Call *c, size_t i)
{
    return eval_argument(c, i);
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

// An object's properties, its getters called.
static Map *got_properties(Eval *e, Value v)
{
    bool has_getter = false;
    for (size_t i = 0; i < v.object->n; i++)
        has_getter |= eval_is_getter(v.object->items[i].value);
    if (!has_getter)
        return v.object;
    Map *map = arena_new(e->arena, Map);
    for (size_t i = 0; i < v.object->n; i++) {
        Entry entry = v.object->items[i];
        entry.value = eval_got(e, entry.value, v, entry.at);
        *map_put(e->arena, map, entry.key) = entry;
    }
    return map;
}

Map *eval_properties(Eval *e, Value v)
{
    Map *map;
    switch (v.kind) {
    case VALUE_OBJECT: return got_properties(e, v);
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
    Array entries = {0};
    Value unknown = eval_iterate(e, arg(c, 0), c->at, &entries);
    if (unknown.kind == VALUE_UNKNOWN)
        return unknown;
    Map *map = arena_new(e->arena, Map);
    for (size_t i = 0; i < entries.n; i++) {
        Value item = entries.items[i];
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
    Map *target = into.kind == VALUE_OBJECT    ? into.object
                  : into.kind == VALUE_CLOSURE ? &into.closure->properties
                                               : NULL;
    if (!target)
        return eval_wrong_call(e, c, into);
    for (size_t i = 1; i < c->n_args; i++) {
        Map *from = eval_properties(e, c->args[i]);
        if (!from && !value_nullish(c->args[i]))
            return eval_wrong_call(e, c, c->args[i]);
        for (size_t k = 0; from && k < from->n; k++) {
            Entry entry = from->items[k];
            *map_put(e->arena, target, entry.key) = entry;
        }
    }
    return into;
}

static Value itself(Eval *e, const Call *c)
{
    (void)e;
    return arg(c, 0);
}

static Value object_create(Eval *e, const Call *c)
{
    if (arg(c, 0).kind != VALUE_NULL || c->n_args > 1)
        return eval_wrong_call(e, c, arg(c, 0));
    return value_object(arena_new(e->arena, Map), c->at);
}

static Value object_has_own(Eval *e, const Call *c)
{
    Value v = arg(c, 0);
    Map *map = eval_properties(e, v);
    Str key;
    if (!map || !value_print(e->arena, arg(c, 1), &key))
        return eval_wrong_call(e, c, map ? arg(c, 1) : v);
    return value_bool(map_find(map, key) != NULL, c->at);
}

static Value object_group_by(Eval *e, const Call *c)
{
    Array items = {0};
    Map *map = arena_new(e->arena, Map);
    Value unknown = eval_iterate(e, arg(c, 0), c->at, &items);
    for (size_t i = 0; i < items.n && unknown.kind != VALUE_UNKNOWN; i++) {
        Str key;
        Value v = eval_call(e, arg(c, 1), &items.items[i], 1, c->at);
        if (!value_print(e->arena, v, &key))
            return eval_wrong_call(e, c, v);
        Entry *entry = map_put(e->arena, map, key);
        if (entry->value.kind != VALUE_ARRAY)
            entry->value = value_array(array_new(e), c->at);
        push(e, entry->value.array, items.items[i]);
    }
    return unknown.kind == VALUE_UNKNOWN ? unknown : value_object(map, c->at);
}

static const Function object_functions[] = {
    {"keys", object_keys, NULL},
    {"getOwnPropertyNames", object_keys, NULL},
    {"values", object_values, NULL},
    {"entries", object_entries, NULL},
    {"fromEntries", object_from_entries, NULL},
    {"assign", object_assign, NULL},
    {"create", object_create, NULL},
    {"hasOwn", object_has_own, NULL},
    {"groupBy", object_group_by, NULL},
    {"freeze", itself, NULL},
    {"seal", itself, NULL},
    {"preventExtensions", itself, NULL},
    {0},
};

// The methods that every object and function has.
static Value has_own_property(Eval *e, const Call *c)
{
    Value args[] = {*(const Value *)c->self, arg(c, 0)};
    Call call = *c;
    call.args = args;
    call.n_args = 2;
    return object_has_own(e, &call);
}

static Value function_bind(Eval *e, const Call *c)
{
    return c->n_args < 2 ? *(const Value *)c->self : eval_wrong_call(e, c, arg(c, 1));
}

static Value function_call(Eval *e, const Call *c)
{
    return eval_call_on(e, *(const Value *)c->self, arg(c, 0), c->args + 1,
                        c->n_args ? c->n_args - 1 : 0, c->at);
}

static Value function_apply(Eval *e, const Call *c)
{
    Array args = {0};
    Value unknown =
        value_nullish(arg(c, 1)) ? UNDEFINED : eval_iterate(e, arg(c, 1), c->at, &args);
    return unknown.kind == VALUE_UNKNOWN
               ? unknown
               : eval_call_on(e, *(const Value *)c->self, arg(c, 0), args.items, args.n,
                              c->at);
}

static const Function object_methods[] = {{"hasOwnProperty", has_own_property, NULL},
                                          {0}};
static const Function function_methods[] = {{"bind", function_bind, NULL},
                                            {"call", function_call, NULL},
                                            {"apply", function_apply, NULL},
                                            {0}};

// --- Array, String, Number, Boolean, JSON ------------------------------------

static Value array_is(Eval *e, const Call *c)
{
    (void)e;
    Value v = arg(c, 0);
    return v.kind == VALUE_UNKNOWN ? v : value_bool(v.kind == VALUE_ARRAY, c->at);
}

// Array.from(items, f), Array.from({ length: 3 }, f)
static Value array_from(Eval *e, const Call *c)
{
    Array *out = array_new(e), items = {0};
    Value from = arg(c, 0), f = arg(c, 1);
    const Entry *length =
        from.kind == VALUE_OBJECT ? map_find(from.object, S("length")) : NULL;
    if (length && length->value.kind == VALUE_NUMBER) {
        if (!(length->value.number >= 0 && length->value.number <= EVAL_ITEMS))
            return eval_wrong_call(e, c, length->value);
        for (size_t i = 0; i < (size_t)length->value.number; i++)
            push(e, &items, UNDEFINED);
    } else {
        Value unknown = eval_iterate(e, from, c->at, &items);
        if (unknown.kind == VALUE_UNKNOWN)
            return unknown;
    }
    for (size_t i = 0; i < items.n; i++) {
        Value args[] = {items.items[i], value_number((double)i, c->at)};
        push(e, out,
             value_is_callable(f) ? eval_call(e, f, args, 2, c->at) : items.items[i]);
    }
    eval_charge(e, out->n, c->at);
    return value_array(out, c->at);
}

static Value array_of(Eval *e, const Call *c)
{
    Array *out = array_new(e);
    for (size_t i = 0; i < c->n_args; i++)
        push(e, out, c->args[i]);
    return value_array(out, c->at);
}

// Array(3), new Array(3), Array(1, 2)
static Value array_call(Eval *e, const Call *c)
{
    Value n = arg(c, 0);
    if (c->n_args != 1 || n.kind != VALUE_NUMBER)
        return array_of(e, c);
    if (!(n.number >= 0 && n.number <= EVAL_ITEMS))
        return eval_wrong_call(e, c, n);
    Array *out = array_new(e);
    for (size_t i = 0; i < (size_t)n.number; i++)
        push(e, out, UNDEFINED);
    eval_charge(e, out->n, c->at);
    return value_array(out, c->at);
}

static const Function array_functions[] = {{"isArray", array_is, NULL},
                                           {"from", array_from, NULL},
                                           {"of", array_of, NULL},
                                           {0}};

static Value to_string(Eval *e, const Call *c)
{
    Str text;
    Value v = arg(c, 0);
    return value_print(e->arena, v, &text) ? value_string(text, c->at)
                                           : eval_wrong_call(e, c, v);
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

// JSON is an expression of TypeScript.
static Value json_parse(Eval *e, const Call *c)
{
    Value v = arg(c, 0), out;
    if (v.kind != VALUE_STRING || c->n_args > 1)
        return eval_wrong_call(e, c, v);
    return eval_json_text(e, v.text, c->at, &out) ? out : eval_wrong_call(e, c, v);
}

static const Function json_functions[] = {
    {"stringify", json_stringify, NULL}, {"parse", json_parse, NULL}, {0}};

static Value from_char_code(Eval *e, const Call *c)
{
    Buf out = {.arena = e->arena};
    for (size_t i = 0; i < c->n_args; i++) {
        if (c->args[i].kind != VALUE_NUMBER || !(c->args[i].number >= 1) ||
            c->args[i].number > 127)
            return eval_wrong_call(e, c, c->args[i]);
        buf_char(&out, (char)c->args[i].number);
    }
    return value_string(buf_str(&out), c->at);
}

// String.raw`a\n`: the text as it is written.
static Value string_raw(Eval *e, const Call *c)
{
    Buf out = {.arena = e->arena};
    if (!c->is_template)
        return eval_wrong_call(e, c, arg(c, 0));
    for (size_t i = 0; i < c->n_parts; i++) {
        Str text = eval_source(e, c->parts[i].at);
        if (!c->parts[i].is_text && !value_print(e->arena, c->parts[i].value, &text))
            return eval_wrong_call(e, c, c->parts[i].value);
        buf_put(&out, text);
    }
    return value_string(buf_str(&out), c->at);
}

static const Function string_functions[] = {{"fromCharCode", from_char_code, NULL},
                                            {"fromCodePoint", from_char_code, NULL},
                                            {"raw", string_raw, NULL},
                                            {0}};

// --- Symbol ------------------------------------------------------------------

typedef struct SymbolObject {
    Native base;
    Str key; // "Symbol(drizzle:Name)": as a property it is called that
} SymbolObject;

static const Class symbol_class = {.noun = "a symbol", .missing = DIAG_W104};

static Value symbol_for(Eval *e, const Call *c)
{
    SymbolObject *symbol = arena_new(e->arena, SymbolObject);
    Str key;
    if (!value_print(e->arena, arg(c, 0), &key))
        return eval_wrong_call(e, c, arg(c, 0));
    symbol->base.class = &symbol_class;
    symbol->key = str_format(e->arena, "Symbol(%.*s)", STR_ARG(key));
    return value_native(symbol, c->at);
}

static const Function symbol_functions[] = {{"for", symbol_for, NULL}, {0}};

bool eval_property_name(Eval *e, Value v, Str *out)
{
    bool is_symbol = value_is_native(v, &symbol_class);
    if (is_symbol)
        *out = ((const SymbolObject *)v.native)->key;
    return is_symbol || value_print(e->arena, v, out);
}

static Value structured_clone(Eval *e, const Call *c)
{
    Value v = arg(c, 0), out;
    Str text;
    if (v.kind != VALUE_OBJECT && v.kind != VALUE_ARRAY)
        return v;
    return value_json(e->arena, v, &text) && eval_json_text(e, text, c->at, &out)
               ? out
               : eval_wrong_call(e, c, v);
}

static Value require(Eval *e, const Call *c)
{
    Value v = arg(c, 0);
    if (v.kind != VALUE_STRING || !c->at.file)
        return eval_wrong_call(e, c, v);
    return eval_require(e, diag_path(e->diag, c->at.file), v.text, c->at);
}

// --- finding them ------------------------------------------------------------

static Value not_callable(Eval *e, const Call *c)
{
    return eval_unknown(e, c->at, DIAG_W105,
                        "the value of this call is not known before the program runs");
}

static const Function globals[] = {
    {"Object", not_callable, object_functions},
    {"Array", array_call, array_functions},
    {"Math", not_callable, math_functions},
    {"Symbol", not_callable, symbol_functions},
    {"parseInt", eval_parse_int, NULL},
    {"parseFloat", eval_parse_float, NULL},
    {"isNaN", eval_is_nan, NULL},
    {"structuredClone", structured_clone, NULL},
    {"require", require, NULL},
    {"JSON", not_callable, json_functions},
    {"String", to_string, string_functions},
    {"Number", eval_to_number, number_functions},
    {"Boolean", to_bool, NULL},
    {"BigInt", to_bigint, NULL},
    {0},
};

// What every program may name and none knows before it runs.
static const char at_run_time[] =
    " process console globalThis window document Promise "
    "WeakMap WeakSet Error TypeError Proxy Reflect Intl URL Buffer Uint8Array "
    "crypto fetch Bun Deno module exports setTimeout TextEncoder __dirname __filename TextDecoder ArrayBuffer "
    "performance navigator encodeURIComponent setInterval queueMicrotask DataView "
    "Response Request Headers FormData Blob File atob btoa WebSocket ";

// process.env.NAME, where it is known.
static bool environment_get(Eval *e, Native *self, Str name, Value *out)
{
    (void)self;
    const Loader *from = &e->loader;
    const char *text =
        from->variable ? from->variable(from->context, str_zero(e->arena, name)) : NULL;
    *out = text ? value_string(str_copy(e->arena, str_z(text)), (Span){0}) : UNDEFINED;
    return true;
}

static const Class environment_class = {
    .noun = "the environment", .get = environment_get, .missing = DIAG_W105};

static bool process_get(Eval *e, Native *self, Str name, Value *out)
{
    (void)self;
    Native *environment = arena_new(e->arena, Native);
    environment->class = &environment_class;
    *out = str_is(name, "env")
               ? value_native(environment, (Span){0})
               : eval_unknown(e, (Span){0}, DIAG_W105,
                              "\"process.%.*s\" is not known before the program runs",
                              STR_ARG(name));
    return true;
}

static const Class process_class = {
    .noun = "the process", .get = process_get, .missing = DIAG_W105};

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
    static const Function *const more[] = {&date_function, &set_function, &map_function,
                                           &regex_function};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (str_is(name, more[i]->name)) {
            *out = value_function(more[i], NULL, at);
            return true;
        }
    if (str_is(name, "NaN") || str_is(name, "Infinity")) {
        *out = value_number(str_is(name, "NaN") ? NAN : INFINITY, at);
        return true;
    }
    if (e->knows_environment && str_is(name, "process")) {
        Native *process = arena_new(e->arena, Native);
        process->class = &process_class;
        *out = value_native(process, at);
        return true;
    }
    return run_time_global(e, name, at, out);
}

const Array *eval_items(Eval *e, Value v)
{
    return v.kind == VALUE_STRING ? eval_characters(e, v) : eval_collection_items(e, v);
}

static bool length_of(Value v, Span at, Value *out)
{
    size_t n = v.kind == VALUE_ARRAY ? v.array->n : v.text.len;
    if (v.kind != VALUE_ARRAY && v.kind != VALUE_STRING)
        return false;
    for (size_t i = 0; v.kind == VALUE_STRING && i < v.text.len; i++)
        if ((unsigned char)v.text.ptr[i] >= 0x80)
            return false;
    *out = value_number((double)n, at);
    return true;
}

bool eval_builtin_member(Eval *e, Value v, Str name, Span at, Value *out)
{
    const Function *methods = v.kind == VALUE_ARRAY     ? array_methods
                              : v.kind == VALUE_STRING  ? string_methods
                              : v.kind == VALUE_NUMBER  ? number_methods
                              : v.kind == VALUE_OBJECT  ? object_methods
                              : v.kind == VALUE_CLOSURE ? function_methods
                                                        : NULL;
    if (str_is(name, "length") && length_of(v, at, out))
        return true;
    for (const Function *f = methods; f && f->name; f++)
        if (str_is(name, f->name)) {
            Value *self = arena_new(e->arena, Value);
            *self = v;
            *out = value_function(f, self, at);
            return true;
        }
    return false;
}
