// eval_array.c - the methods of arrays, as far as schemas use them.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static Value arg(const Call *c, size_t i)
{
    return eval_argument(c, i);
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

typedef enum Visit { MAP, FLAT_MAP, FILTER, FIND, FIND_INDEX, SOME, EVERY, EACH } Visit;

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
        if (visit == FIND_INDEX && yes)
            return value_number((double)i, c->at);
        if ((visit == SOME && yes) || (visit == EVERY && !yes))
            return value_bool(visit == SOME, c->at);
        if (!eval_charge(e, 1, c->at) || out->n > EVAL_ITEMS)
            return eval_unknown(e, c->at, DIAG_W106, "this array is too long");
    }
    if (visit == SOME || visit == EVERY)
        return value_bool(visit == EVERY, c->at);
    if (visit == FIND_INDEX)
        return value_number(-1, c->at);
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

static Value array_find_index(Eval *e, const Call *c)
{
    return visited(e, c, FIND_INDEX);
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

void eval_slice_bounds(const Call *c, size_t n, size_t *start, size_t *end)
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
    eval_slice_bounds(c, items->n, &start, &end);
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

// --- changing in place -------------------------------------------------------

static Array *self_changing(const Call *c)
{
    return ((const Value *)c->self)->array;
}

static void remove_items(Array *items, size_t start, size_t n)
{
    memmove(items->items + start, items->items + start + n,
            (items->n - start - n) * sizeof(Value));
    items->n -= n;
}

static Value array_pop(Eval *e, const Call *c)
{
    (void)e;
    Array *items = self_changing(c);
    return items->n ? items->items[--items->n] : UNDEFINED;
}

static Value array_shift(Eval *e, const Call *c)
{
    (void)e;
    Array *items = self_changing(c);
    if (!items->n)
        return UNDEFINED;
    Value first = items->items[0];
    remove_items(items, 0, 1);
    return first;
}

static void insert_items(Eval *e, Array *items, size_t at, const Value *new, size_t n)
{
    for (size_t i = 0; i < n; i++)
        push(e, items, UNDEFINED);
    memmove(items->items + at + n, items->items + at,
            (items->n - n - at) * sizeof(Value));
    for (size_t i = 0; i < n; i++)
        items->items[at + i] = new[i];
}

static Value array_unshift(Eval *e, const Call *c)
{
    Array *items = self_changing(c);
    insert_items(e, items, 0, c->args, c->n_args);
    eval_charge(e, items->n, c->at);
    return value_number((double)items->n, c->at);
}

static Value array_splice(Eval *e, const Call *c)
{
    Array *items = self_changing(c), *out = array_new(e);
    size_t start, end, n;
    eval_slice_bounds(&(Call){.args = c->args, .n_args = c->n_args ? 1 : 0}, items->n,
                      &start, &end);
    n = items->n - start;
    if (c->n_args > 1 && arg(c, 1).kind == VALUE_NUMBER && arg(c, 1).number < (double)n)
        n = arg(c, 1).number > 0 ? (size_t)arg(c, 1).number : 0;
    for (size_t i = 0; i < n; i++)
        push(e, out, items->items[start + i]);
    remove_items(items, start, n);
    if (c->n_args > 2)
        insert_items(e, items, start, c->args + 2, c->n_args - 2);
    eval_charge(e, items->n, c->at);
    return value_array(out, c->at);
}

static Value array_fill(Eval *e, const Call *c)
{
    Array *items = self_changing(c);
    size_t start, end;
    eval_slice_bounds(
        &(Call){.args = c->args + 1, .n_args = c->n_args ? c->n_args - 1 : 0}, items->n,
        &start, &end);
    for (size_t i = start; i < end; i++)
        items->items[i] = arg(c, 0);
    eval_charge(e, items->n, c->at);
    return *(const Value *)c->self;
}

static Value array_reverse(Eval *e, const Call *c)
{
    Value reversed = array_reversed(e, c);
    memcpy(self_changing(c)->items, reversed.array->items,
           reversed.array->n * sizeof(Value));
    return *(const Value *)c->self;
}

// --- sorting -----------------------------------------------------------------

// By a function that may be the user's, so a merge sort: stable, and in bounds whatever
// it answers. False if an answer is not known.
static bool in_order(Eval *e, const Call *c, Value a, Value b, bool *yes)
{
    Value by = arg(c, 0);
    Str x, y;
    if (value_is_callable(by)) {
        Value args[] = {a, b};
        Value order = eval_call(e, by, args, 2, c->at);
        *yes = order.kind == VALUE_NUMBER && !(order.number > 0);
        return order.kind == VALUE_NUMBER;
    }
    if (a.kind == VALUE_UNDEFINED || b.kind == VALUE_UNDEFINED) {
        *yes = b.kind == VALUE_UNDEFINED;
        return true;
    }
    bool known = value_print(e->arena, a, &x) && value_print(e->arena, b, &y);
    *yes = known && str_cmp(x, y) <= 0;
    return known;
}

static bool merge_sort(Eval *e, const Call *c, Value *items, size_t n, Value *scratch)
{
    size_t half = n / 2, i = 0, k = half;
    if (n < 2)
        return eval_charge(e, 1, c->at);
    if (!merge_sort(e, c, items, half, scratch) ||
        !merge_sort(e, c, items + half, n - half, scratch))
        return false;
    for (size_t to = 0; to < n; to++) {
        bool left = i < half;
        if (i < half && k < n && !in_order(e, c, items[i], items[k], &left))
            return false;
        scratch[to] = left ? items[i++] : items[k++];
    }
    memcpy(items, scratch, n * sizeof(Value));
    return true;
}

static Value sorted(Eval *e, const Call *c, Array *items)
{
    Value *scratch = arena_many(e->arena, Value, items->n + 1);
    if (merge_sort(e, c, items->items, items->n, scratch))
        return value_array(items, c->at);
    Value why =
        eval_unknown(e, c->at, DIAG_W104, "the order of this array is not known");
    items->spoiled = why.unknown;
    return why;
}

static Value array_sort(Eval *e, const Call *c)
{
    return sorted(e, c, self_changing(c));
}

static Value array_to_sorted(Eval *e, const Call *c)
{
    Array *copy = array_new(e);
    const Array *items = self_array(c);
    for (size_t i = 0; i < items->n; i++)
        push(e, copy, items->items[i]);
    return sorted(e, c, copy);
}

// --- indexes -----------------------------------------------------------------

static Value array_at(Eval *e, const Call *c)
{
    const Array *items = self_array(c);
    double i = arg(c, 0).kind == VALUE_NUMBER ? trunc(arg(c, 0).number) : 0;
    (void)e;
    i += i < 0 ? (double)items->n : 0;
    return i >= 0 && i < (double)items->n ? items->items[(size_t)i] : UNDEFINED;
}

static Value array_listed(Eval *e, const Call *c, bool with_items)
{
    Array *out = array_new(e);
    const Array *items = self_array(c);
    for (size_t i = 0; i < items->n; i++) {
        Array *pair = array_new(e);
        Value index = value_number((double)i, c->at);
        push(e, pair, index);
        push(e, pair, items->items[i]);
        push(e, out, with_items ? value_array(pair, c->at) : index);
    }
    eval_charge(e, out->n, c->at);
    return value_array(out, c->at);
}

static Value array_keys(Eval *e, const Call *c)
{
    return array_listed(e, c, false);
}

static Value array_entries(Eval *e, const Call *c)
{
    return array_listed(e, c, true);
}

static Value array_values(Eval *e, const Call *c)
{
    (void)e;
    return *(const Value *)c->self;
}

const Function array_methods[] = {
    {"map", array_map, NULL},
    {"flatMap", array_flat_map, NULL},
    {"filter", array_filter, NULL},
    {"find", array_find, NULL},
    {"findIndex", array_find_index, NULL},
    {"some", array_some, NULL},
    {"every", array_every, NULL},
    {"forEach", array_each, NULL},
    {"reduce", array_reduce, NULL},
    {"join", array_join, NULL},
    {"toString", array_join, NULL},
    {"concat", array_concat, NULL},
    {"flat", array_flat, NULL},
    {"includes", array_includes, NULL},
    {"indexOf", array_index_of, NULL},
    {"push", array_push, NULL},
    {"pop", array_pop, NULL},
    {"shift", array_shift, NULL},
    {"unshift", array_unshift, NULL},
    {"splice", array_splice, NULL},
    {"fill", array_fill, NULL},
    {"reverse", array_reverse, NULL},
    {"sort", array_sort, NULL},
    {"toSorted", array_to_sorted, NULL},
    {"slice", array_slice, NULL},
    {"toReversed", array_reversed, NULL},
    {"at", array_at, NULL},
    {"keys", array_keys, NULL},
    {"entries", array_entries, NULL},
    {"values", array_values, NULL},
    {0},
};
