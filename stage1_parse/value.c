// value.c - making, comparing and printing values.

#include "stage1_parse/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW = 8, JSON_DEPTH = 64, JSON_BYTES = 1 << 20 };

// --- maps --------------------------------------------------------------------

// The slot that holds key, or the free one where it belongs.
static uint32_t *slot(const Map *m, Str key)
{
    size_t mask = m->n_slots - 1;
    for (size_t i = str_hash(key) & mask;; i = (i + 1) & mask)
        if (!m->slots[i] || str_eq(m->items[m->slots[i] - 1].key, key))
            return &m->slots[i];
}

static void rehash(Arena *a, Map *m)
{
    while (m->n_slots < m->n * 2 + FEW * 2)
        m->n_slots = m->n_slots ? m->n_slots * 2 : FEW * 4;
    m->slots = arena_many(a, uint32_t, m->n_slots);
    for (size_t i = 0; i < m->n; i++)
        *slot(m, m->items[i].key) = (uint32_t)i + 1;
}

Entry *map_find(const Map *m, Str key)
{
    if (m->slots) {
        uint32_t found = *slot(m, key);
        return found ? &m->items[found - 1] : NULL;
    }
    for (size_t i = 0; i < m->n; i++)
        if (str_eq(m->items[i].key, key))
            return &m->items[i];
    return NULL;
}

Entry *map_put(Arena *a, Map *m, Str key)
{
    Entry *old = map_find(m, key);
    if (old)
        return old;
    Entry *new = arena_push(a, *m, Entry);
    *new = (Entry){.key = key};
    if (m->n > FEW && m->n * 4 > m->n_slots * 3)
        rehash(a, m);
    else if (m->slots)
        *slot(m, key) = (uint32_t)m->n;
    return new;
}

void map_remove(Arena *a, Map *m, Str key)
{
    Entry *entry = map_find(m, key);
    if (!entry)
        return;
    m->n--;
    memmove(entry, entry + 1, (m->n - (size_t)(entry - m->items)) * sizeof(Entry));
    if (m->slots)
        rehash(a, m);
}

// "0", "10", not "01": what JavaScript calls an array index.
static bool is_index(Str key, uint64_t *out)
{
    if (!key.len || key.len > 10 || (key.ptr[0] == '0' && key.len > 1))
        return false;
    *out = 0;
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] < '0' || key.ptr[i] > '9')
            return false;
        *out = *out * 10 + (uint64_t)(key.ptr[i] - '0');
    }
    return *out < 4294967295u;
}

typedef struct KeyPlace {
    uint64_t index; // of a key that is one; of the others, behind them all
    size_t place;
} KeyPlace;

static int by_index(const void *a, const void *b)
{
    const KeyPlace *x = a, *y = b;
    int order = (x->index > y->index) - (x->index < y->index);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static KeyPlace place_of(Str key, size_t place)
{
    uint64_t index;
    return (KeyPlace){is_index(key, &index) ? index : UINT64_MAX, place};
}

const Entry **map_ordered(Arena *a, const Map *m)
{
    const Entry **out = arena_many(a, const Entry *, m->n + 1);
    KeyPlace *places = arena_many(a, KeyPlace, m->n + 1);
    for (size_t i = 0; i < m->n; i++)
        places[i] = place_of(m->items[i].key, i);
    qsort(places, m->n, sizeof *places, by_index);
    for (size_t i = 0; i < m->n; i++)
        out[i] = &m->items[places[i].place];
    return out;
}

void keys_sort(Arena *a, void *items, size_t n, size_t size, size_t key)
{
    char *from = items;
    uint64_t index;
    size_t i = 0;
    while (i < n && !is_index(*(const Str *)(from + i * size + key), &index))
        i++;
    if (i == n)
        return; // as nearly always
    KeyPlace *places = arena_many(a, KeyPlace, n);
    char *copy = arena_many(a, char, n *size);
    memcpy(copy, from, n * size);
    for (i = 0; i < n; i++)
        places[i] = place_of(*(const Str *)(from + i * size + key), i);
    qsort(places, n, sizeof *places, by_index);
    for (i = 0; i < n; i++)
        memcpy(from + i * size, copy + places[i].place * size, size);
}

// --- making ------------------------------------------------------------------

Value value_bool(bool truth, Span at)
{
    return (Value){.kind = VALUE_BOOL, .truth = truth, .at = at};
}

Value value_number(double number, Span at)
{
    return (Value){.kind = VALUE_NUMBER, .number = number, .at = at};
}

Value value_string(Str text, Span at)
{
    return (Value){.kind = VALUE_STRING, .text = text, .at = at};
}

Value value_array(Array *array, Span at)
{
    return (Value){.kind = VALUE_ARRAY, .array = array, .at = at};
}

Value value_object(Map *object, Span at)
{
    return (Value){.kind = VALUE_OBJECT, .object = object, .at = at};
}

Value value_native(void *native, Span at)
{
    return (Value){.kind = VALUE_NATIVE, .native = native, .at = at};
}

Value value_function(const Function *function, void *self, Span at)
{
    return (Value){
        .kind = VALUE_FUNCTION, .function = function, .self = self, .at = at};
}

// --- asking ------------------------------------------------------------------

bool value_is_native(Value v, const Class *class)
{
    return v.kind == VALUE_NATIVE && v.native->class == class;
}

bool value_nullish(Value v)
{
    return v.kind == VALUE_UNDEFINED || v.kind == VALUE_NULL;
}

bool value_is_callable(Value v)
{
    return v.kind == VALUE_CLOSURE || v.kind == VALUE_FUNCTION;
}

bool value_truthy(Value v)
{
    switch (v.kind) {
    case VALUE_UNDEFINED:
    case VALUE_NULL: return false;
    case VALUE_BOOL: return v.truth;
    case VALUE_NUMBER: return v.number != 0 && !isnan(v.number);
    case VALUE_BIGINT: return !str_is(v.text, "0");
    case VALUE_STRING: return v.text.len > 0;
    default: return true;
    }
}

bool value_same(Value a, Value b)
{
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case VALUE_UNDEFINED:
    case VALUE_NULL: return true;
    case VALUE_BOOL: return a.truth == b.truth;
    case VALUE_NUMBER: return a.number == b.number;
    case VALUE_BIGINT:
    case VALUE_STRING: return str_eq(a.text, b.text);
    case VALUE_ARRAY: return a.array == b.array;
    case VALUE_OBJECT: return a.object == b.object;
    case VALUE_CLOSURE: return a.closure == b.closure;
    case VALUE_FUNCTION: return a.function == b.function && a.self == b.self;
    case VALUE_NATIVE: return a.native == b.native;
    default: return false;
    }
}

const char *value_noun(Value v)
{
    switch (v.kind) {
    case VALUE_UNDEFINED: return "undefined";
    case VALUE_NULL: return "null";
    case VALUE_BOOL: return "a boolean";
    case VALUE_NUMBER: return "a number";
    case VALUE_BIGINT: return "a bigint";
    case VALUE_STRING: return "a string";
    case VALUE_ARRAY: return "an array";
    case VALUE_OBJECT: return "an object";
    case VALUE_CLOSURE:
    case VALUE_FUNCTION: return "a function";
    case VALUE_NATIVE: return v.native->class->noun;
    default: return "a value that is not known";
    }
}

Str value_typeof(Value v)
{
    switch (v.kind) {
    case VALUE_UNDEFINED: return S("undefined");
    case VALUE_BOOL: return S("boolean");
    case VALUE_NUMBER: return S("number");
    case VALUE_BIGINT: return S("bigint");
    case VALUE_STRING: return S("string");
    case VALUE_CLOSURE:
    case VALUE_FUNCTION: return S("function");
    default: return S("object");
    }
}

// --- printing ----------------------------------------------------------------

// The shortest digits that read back as number, and where its point stands.
static Str shortest_digits(Arena *a, double number, int *point)
{
    char text[40];
    for (int precision = 0; precision < 17; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, number);
        if (strtod(text, NULL) == number)
            break;
    }
    char *exponent = strchr(text, 'e');
    *point = atoi(exponent + 1) + 1;
    *exponent = '\0';
    Buf digits = {.arena = a};
    for (char *p = text; *p; p++)
        if (*p != '.')
            buf_char(&digits, *p);
    return buf_str(&digits);
}

static void put_zeros(Buf *b, int n)
{
    while (n-- > 0)
        buf_char(b, '0');
}

static void put_number(Buf *b, Str digits, int point)
{
    int n = (int)digits.len;
    if (point > 21 || point < -5) {
        buf_char(b, digits.ptr[0]);
        if (n > 1)
            buf_char(b, '.');
        buf_put(b, str_cut(digits, 1, digits.len));
        buf_format(b, "e%+d", point - 1);
    } else if (point <= 0) {
        buf_z(b, "0.");
        put_zeros(b, -point);
        buf_put(b, digits);
    } else if (point >= n) {
        buf_put(b, digits);
        put_zeros(b, point - n);
    } else {
        buf_put(b, str_cut(digits, 0, (size_t)point));
        buf_char(b, '.');
        buf_put(b, str_cut(digits, (size_t)point, digits.len));
    }
}

Str number_print(Arena *a, double number)
{
    if (isnan(number))
        return S("NaN");
    if (isinf(number))
        return number > 0 ? S("Infinity") : S("-Infinity");
    if (number == 0)
        return S("0");
    Buf out = {.arena = a};
    if (number < 0)
        buf_char(&out, '-');
    int point;
    Str digits = shortest_digits(a, fabs(number), &point);
    put_number(&out, digits, point);
    return buf_str(&out);
}

// [1, [2, null]] is "1,2,".
static bool print_array(Buf *b, const Array *array, int depth)
{
    bool good = depth > 0 && b->n < JSON_BYTES;
    for (size_t i = 0; good && i < array->n; i++) {
        Value v = array->items[i];
        Str text = {0};
        if (i)
            buf_char(b, ',');
        if (v.kind == VALUE_ARRAY)
            good = print_array(b, v.array, depth - 1);
        else
            good = value_nullish(v) || value_print(b->arena, v, &text);
        buf_put(b, text);
    }
    return good;
}

bool value_print(Arena *a, Value v, Str *out)
{
    switch (v.kind) {
    case VALUE_UNDEFINED: *out = S("undefined"); return true;
    case VALUE_NULL: *out = S("null"); return true;
    case VALUE_BOOL: *out = v.truth ? S("true") : S("false"); return true;
    case VALUE_NUMBER: *out = number_print(a, v.number); return true;
    case VALUE_BIGINT:
    case VALUE_STRING: *out = v.text; return true;
    case VALUE_ARRAY: {
        Buf b = {.arena = a};
        bool good = print_array(&b, v.array, JSON_DEPTH);
        *out = buf_str(&b);
        return good;
    }
    default: return false;
    }
}

static void json_string(Buf *b, Str s)
{
    buf_char(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        const char *at = c ? strchr("\"\"\\\\\bb\ff\nn\rr\tt", c) : NULL;
        if (c == '"' || c == '\\' || (at && c < ' '))
            buf_format(b, "\\%c", at[1]);
        else if (c < ' ')
            buf_format(b, "\\u%04x", c);
        else
            buf_char(b, (char)c);
    }
    buf_char(b, '"');
}

static bool json_put(Buf *b, Value v, int depth);

static bool json_array(Buf *b, const Array *array, int depth)
{
    buf_char(b, '[');
    for (size_t i = 0; i < array->n; i++) {
        Value item = array->items[i];
        if (i)
            buf_char(b, ',');
        if (item.kind == VALUE_UNDEFINED || value_is_callable(item))
            buf_z(b, "null");
        else if (!json_put(b, item, depth))
            return false;
    }
    buf_char(b, ']');
    return true;
}

static bool json_object(Buf *b, const Map *object, int depth)
{
    const Entry **entries = map_ordered(b->arena, object);
    const char *comma = "";
    buf_char(b, '{');
    for (size_t i = 0; i < object->n; i++) {
        if (entries[i]->value.kind == VALUE_UNDEFINED ||
            value_is_callable(entries[i]->value))
            continue;
        buf_z(b, comma);
        json_string(b, entries[i]->key);
        buf_char(b, ':');
        if (!json_put(b, entries[i]->value, depth))
            return false;
        comma = ",";
    }
    buf_char(b, '}');
    return true;
}

static bool json_put(Buf *b, Value v, int depth)
{
    double ms;
    if (depth == 0 || b->n > JSON_BYTES)
        return false;
    switch (v.kind) {
    case VALUE_NULL: buf_z(b, "null"); return true;
    case VALUE_BOOL: buf_z(b, v.truth ? "true" : "false"); return true;
    case VALUE_NUMBER:
        buf_put(b, isfinite(v.number) ? number_print(b->arena, v.number) : S("null"));
        return true;
    case VALUE_STRING: json_string(b, v.text); return true;
    case VALUE_ARRAY: return json_array(b, v.array, depth - 1);
    case VALUE_OBJECT: return json_object(b, v.object, depth - 1);
    default:
        if (!value_date(v, &ms))
            return false;
        json_string(b, date_print(b->arena, ms));
        return true;
    }
}

bool value_json(Arena *a, Value v, Str *out)
{
    Buf b = {.arena = a};
    bool good = json_put(&b, v, JSON_DEPTH);
    *out = buf_str(&b);
    return good;
}
