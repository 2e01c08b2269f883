// eval_methods.c - the methods of arrays, strings and numbers, as far as schemas use
// them.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <string.h>

static Value arg(const Call *c, size_t i)
{
    return i < c->n_args ? c->args[i] : UNDEFINED;
}

static void push(Eval *e, Array *array, Value v)
{
    *arena_push(e->arena, *array, Value) = v;
}

static Array *array_new(Eval *e)
{
    return arena_new(e->arena, Array);
}

// --- methods of arrays -------------------------------------------------------

static const Array *self_array(const Call *c)
{
    return ((const Value *)c->self)->array;
}

typedef enum Visit { MAP, FLAT_MAP, FILTER, FIND, SOME, EVERY, EACH } Visit;

// The methods that call a function for each item.
static Value visited(Eval *e, const Call *c, Visit visit)
{
    Array *out = array_new(e);
    const Array *items = self_array(c);
    for (size_t i = 0; i < items->n; i++) {
        Value item = items->items[i];
        Value args[] = {item, value_number((double)i, c->at), *(const Value *)c->self};
        Value got = eval_call(e, arg(c, 0), args, 3, c->at);
        if (got.kind == VALUE_UNKNOWN && visit != MAP && visit != EACH)
            return got;
        bool yes = value_truthy(got);
        if (visit == MAP || (visit == FLAT_MAP && got.kind != VALUE_ARRAY))
            push(e, out, got);
        for (size_t k = 0;
             visit == FLAT_MAP && got.kind == VALUE_ARRAY && k < got.array->n; k++)
            push(e, out, got.array->items[k]);
        if (visit == FILTER && yes)
            push(e, out, item);
        if (visit == FIND && yes)
            return item;
        if ((visit == SOME && yes) || (visit == EVERY && !yes))
            return value_bool(visit == SOME, c->at);
        if (!eval_charge(e, 1, c->at) || out->n > EVAL_ITEMS)
            return eval_unknown(e, c->at, DIAG_W106, "this array is too long");
    }
    if (visit == SOME || visit == EVERY)
        return value_bool(visit == EVERY, c->at);
    return visit == FIND || visit == EACH ? UNDEFINED : value_array(out, c->at);
}

static Value array_map(Eval *e, const Call *c)
{
    return visited(e, c, MAP);
}

static Value array_flat_map(Eval *e, const Call *c)
{
    return visited(e, c, FLAT_MAP);
}

static Value array_filter(Eval *e, const Call *c)
{
    return visited(e, c, FILTER);
}

static Value array_find(Eval *e, const Call *c)
{
    return visited(e, c, FIND);
}

static Value array_some(Eval *e, const Call *c)
{
    return visited(e, c, SOME);
}

static Value array_every(Eval *e, const Call *c)
{
    return visited(e, c, EVERY);
}

static Value array_each(Eval *e, const Call *c)
{
    return visited(e, c, EACH);
}

static Value array_reduce(Eval *e, const Call *c)
{
    const Array *items = self_array(c);
    if (c->n_args < 2 && !items->n)
        return eval_wrong_call(e, c, UNDEFINED);
    Value v = c->n_args > 1 ? c->args[1] : items->items[0];
    for (size_t i = c->n_args > 1 ? 0 : 1; i < items->n; i++) {
        Value args[] = {v, items->items[i], value_number((double)i, c->at)};
        v = eval_call(e, arg(c, 0), args, 3, c->at);
    }
    return v;
}

static Value array_join(Eval *e, const Call *c)
{
    const Array *items = self_array(c);
    Value between = arg(c, 0);
    Buf out = {.arena = e->arena};
    Str separator = between.kind == VALUE_STRING ? between.text : S(",");
    if (between.kind != VALUE_STRING && between.kind != VALUE_UNDEFINED)
        return eval_wrong_call(e, c, between);
    for (size_t i = 0; i < items->n; i++) {
        Str text = {0};
        if (!value_nullish(items->items[i]) &&
            !value_print(e->arena, items->items[i], &text))
            return eval_wrong_call(e, c, items->items[i]);
        if (out.n + text.len + separator.len > EVAL_TEXT)
            return eval_unknown(e, c->at, DIAG_W106, "this string is too long");
        if (i)
            buf_put(&out, separator);
        buf_put(&out, text);
    }
    eval_charge(e, out.n / 16, c->at);
    return value_string(buf_str(&out), c->at);
}

static Value array_concat(Eval *e, const Call *c)
{
    Array *out = array_new(e);
    const Array *items = self_array(c);
    for (size_t i = 0; i < items->n; i++)
        push(e, out, items->items[i]);
    for (size_t k = 0; k < c->n_args; k++) {
        Value v = c->args[k];
        if (v.kind == VALUE_UNKNOWN)
            return v;
        for (size_t i = 0; v.kind == VALUE_ARRAY && i < v.array->n; i++)
            push(e, out, v.array->items[i]);
        if (v.kind != VALUE_ARRAY)
            push(e, out, v);
    }
    if (out->n > EVAL_ITEMS || !eval_charge(e, out->n, c->at))
        return eval_unknown(e, c->at, DIAG_W106, "this array is too long");
    return value_array(out, c->at);
}

static Value array_flat(Eval *e, const Call *c)
{
    Array *out = array_new(e);
    const Array *items = self_array(c);
    for (size_t i = 0; i < items->n; i++) {
        Value v = items->items[i];
        for (size_t k = 0; v.kind == VALUE_ARRAY && k < v.array->n; k++)
            push(e, out, v.array->items[k]);
        if (v.kind != VALUE_ARRAY)
            push(e, out, v);
    }
    if (out->n > EVAL_ITEMS || !eval_charge(e, out->n, c->at))
        return eval_unknown(e, c->at, DIAG_W106, "this array is too long");
    return value_array(out, c->at);
}

static Value array_includes(Eval *e, const Call *c)
{
    (void)e;
    const Array *items = self_array(c);
    for (size_t i = 0; i < items->n; i++)
        if (value_same(items->items[i], arg(c, 0)))
            return value_bool(true, c->at);
    return value_bool(false, c->at);
}

static Value array_index_of(Eval *e, const Call *c)
{
    (void)e;
    const Array *items = self_array(c);
    for (size_t i = 0; i < items->n; i++)
        if (value_same(items->items[i], arg(c, 0)))
            return value_number((double)i, c->at);
    return value_number(-1, c->at);
}

static Value array_push(Eval *e, const Call *c)
{
    Array *items = ((const Value *)c->self)->array;
    for (size_t i = 0; i < c->n_args; i++)
        push(e, items, c->args[i]);
    if (items->n > EVAL_ITEMS)
        eval_charge(e, e->max_steps, c->at);
    return value_number((double)items->n, c->at);
}

// slice(start, end) with JavaScript's negative counts.
static void slice_bounds(const Call *c, size_t n, size_t *start, size_t *end)
{
    double bounds[] = {0, (double)n};
    for (size_t i = 0; i < 2; i++) {
        if (arg(c, i).kind != VALUE_NUMBER)
            continue;
        double d = trunc(arg(c, i).number);
        d = d < 0 ? d + (double)n : d;
        bounds[i] = d >= 0 ? (d < (double)n ? d : (double)n) : 0;
    }
    *start = (size_t)bounds[0];
    *end = bounds[1] > bounds[0] ? (size_t)bounds[1] : *start;
}

static Value array_slice(Eval *e, const Call *c)
{
    Array *out = array_new(e);
    const Array *items = self_array(c);
    size_t start, end;
    slice_bounds(c, items->n, &start, &end);
    for (size_t i = start; i < end; i++)
        push(e, out, items->items[i]);
    eval_charge(e, out->n, c->at);
    return value_array(out, c->at);
}

static Value array_reversed(Eval *e, const Call *c)
{
    Array *out = array_new(e);
    const Array *items = self_array(c);
    for (size_t i = items->n; i-- > 0;)
        push(e, out, items->items[i]);
    eval_charge(e, out->n, c->at);
    return value_array(out, c->at);
}

static const Function array_methods[] = {
    {"map", array_map, NULL},
    {"flatMap", array_flat_map, NULL},
    {"filter", array_filter, NULL},
    {"find", array_find, NULL},
    {"some", array_some, NULL},
    {"every", array_every, NULL},
    {"forEach", array_each, NULL},
    {"reduce", array_reduce, NULL},
    {"join", array_join, NULL},
    {"concat", array_concat, NULL},
    {"flat", array_flat, NULL},
    {"includes", array_includes, NULL},
    {"indexOf", array_index_of, NULL},
    {"push", array_push, NULL},
    {"slice", array_slice, NULL},
    {"toReversed", array_reversed, NULL},
    {0},
};

// --- methods of strings ------------------------------------------------------

static Str self_text(const Call *c)
{
    return ((const Value *)c->self)->text;
}

static Value mapped(Eval *e, const Call *c, char first, char last, int shift)
{
    Str text = str_copy(e->arena, self_text(c));
    char *p = arena_many(e->arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80)
            return eval_unknown(e, c->at, DIAG_W104,
                                "weave changes the case of ASCII letters only");
        bool in = text.ptr[i] >= first && text.ptr[i] <= last;
        p[i] = (char)(text.ptr[i] + (in ? shift : 0));
    }
    return value_string((Str){p, text.len}, c->at);
}

static Value string_upper(Eval *e, const Call *c)
{
    return mapped(e, c, 'a', 'z', -32);
}

static Value string_lower(Eval *e, const Call *c)
{
    return mapped(e, c, 'A', 'Z', 32);
}

static Value string_trim(Eval *e, const Call *c)
{
    (void)e;
    return value_string(str_trim(self_text(c)), c->at);
}

static Value string_test(Eval *e, const Call *c, int where)
{
    Value v = arg(c, 0);
    Str text = self_text(c);
    if (v.kind != VALUE_STRING)
        return eval_wrong_call(e, c, v);
    bool fits = v.text.len <= text.len;
    bool yes =
        where == 0 ? str_find_str(text, v.text) != STR_NONE
        : where < 0
            ? fits && str_eq(str_cut(text, 0, v.text.len), v.text)
            : fits && str_eq(str_cut(text, text.len - v.text.len, text.len), v.text);
    return value_bool(yes, c->at);
}

static Value string_includes(Eval *e, const Call *c)
{
    return string_test(e, c, 0);
}

static Value string_starts(Eval *e, const Call *c)
{
    return string_test(e, c, -1);
}

static Value string_ends(Eval *e, const Call *c)
{
    return string_test(e, c, 1);
}

static Value replaced(Eval *e, const Call *c, bool all)
{
    Value from = arg(c, 0), to = arg(c, 1);
    Str rest = self_text(c);
    Buf out = {.arena = e->arena};
    if (from.kind != VALUE_STRING || !from.text.len || to.kind != VALUE_STRING ||
        str_find(to.text, '$') != STR_NONE)
        return eval_wrong_call(e, c, from.kind == VALUE_STRING ? to : from);
    for (size_t at; (at = str_find_str(rest, from.text)) != STR_NONE;) {
        buf_put(&out, str_cut(rest, 0, at));
        buf_put(&out, to.text);
        rest = str_cut(rest, at + from.text.len, rest.len);
        if (out.n > EVAL_TEXT)
            return eval_unknown(e, c->at, DIAG_W106, "this string is too long");
        if (!all)
            break;
    }
    buf_put(&out, rest);
    eval_charge(e, out.n / 16, c->at);
    return value_string(buf_str(&out), c->at);
}

static Value string_replace(Eval *e, const Call *c)
{
    return replaced(e, c, false);
}

static Value string_replace_all(Eval *e, const Call *c)
{
    return replaced(e, c, true);
}

static Value string_split(Eval *e, const Call *c)
{
    Value by = arg(c, 0);
    Str rest = self_text(c);
    Array *out = array_new(e);
    if (by.kind != VALUE_STRING || !by.text.len || c->n_args > 1)
        return eval_wrong_call(e, c, by);
    for (size_t at; (at = str_find_str(rest, by.text)) != STR_NONE;) {
        push(e, out, value_string(str_cut(rest, 0, at), c->at));
        rest = str_cut(rest, at + by.text.len, rest.len);
    }
    push(e, out, value_string(rest, c->at));
    eval_charge(e, out->n, c->at);
    return value_array(out, c->at);
}

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

static Value string_slice(Eval *e, const Call *c)
{
    size_t start, end;
    Str text = self_text(c);
    if (!is_ascii(text))
        return eval_wrong_call(e, c, *(const Value *)c->self);
    slice_bounds(c, text.len, &start, &end);
    return value_string(str_cut(text, start, end), c->at);
}

static Value string_itself(Eval *e, const Call *c)
{
    (void)e;
    return *(const Value *)c->self;
}

static const Function string_methods[] = {
    {"toUpperCase", string_upper, NULL}, {"toLowerCase", string_lower, NULL},
    {"trim", string_trim, NULL},         {"includes", string_includes, NULL},
    {"startsWith", string_starts, NULL}, {"endsWith", string_ends, NULL},
    {"replace", string_replace, NULL},   {"replaceAll", string_replace_all, NULL},
    {"split", string_split, NULL},       {"slice", string_slice, NULL},
    {"toString", string_itself, NULL},   {0},
};

static Value number_to_string(Eval *e, const Call *c)
{
    if (c->n_args)
        return eval_wrong_call(e, c, c->args[0]);
    return value_string(number_print(e->arena, ((const Value *)c->self)->number),
                        c->at);
}

static const Function number_methods[] = {{"toString", number_to_string, NULL}, {0}};

// --- finding them ------------------------------------------------------------

bool eval_builtin_member(Eval *e, Value v, Str name, Span at, Value *out)
{
    const Function *methods = v.kind == VALUE_ARRAY    ? array_methods
                              : v.kind == VALUE_STRING ? string_methods
                              : v.kind == VALUE_NUMBER ? number_methods
                                                       : NULL;
    if (str_is(name, "length") && v.kind == VALUE_ARRAY) {
        *out = value_number((double)v.array->n, at);
        return true;
    }
    if (str_is(name, "length") && v.kind == VALUE_STRING && is_ascii(v.text)) {
        *out = value_number((double)v.text.len, at);
        return true;
    }
    for (const Function *f = methods; f && f->name; f++)
        if (str_is(name, f->name)) {
            Value *self = arena_new(e->arena, Value);
            *self = v;
            *out = value_function(f, self, at);
            return true;
        }
    return false;
}
