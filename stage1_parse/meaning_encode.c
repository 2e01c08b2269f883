// meaning_encode.c - values as operands: what drizzle-orm's columns make of them for
// SQLite, and how it writes them into a view.

#include "stage1_parse/meaning.h"

#include <math.h>

static bool encode_json(Eval *e, Value v, Value *out)
{
    Str json;
    if (!value_json(eval_arena(e), v, &json))
        return false;
    *out = value_string(json, v.at);
    return true;
}

static bool encode_date(Value v, bool seconds, Value *out)
{
    double ms;
    if (!value_date(v, &ms))
        return false;
    *out = value_number(seconds ? floor(ms / 1000) : ms, v.at);
    return true;
}

static bool encode_text(Eval *e, Value v, Value *out)
{
    Str text;
    if (!value_print(eval_arena(e), v, &text))
        return false;
    *out = value_string(text, v.at);
    return true;
}

bool value_encode(Eval *e, Value v, const ColumnRef *column, Value *out)
{
    const Builder *b = &column->as;
    *out = v;
    if (v.kind == VALUE_NULL || v.kind == VALUE_UNKNOWN)
        return true;
    if (value_is_callable(b->to_driver) || b->to_driver.kind == VALUE_UNKNOWN) {
        *out = eval_call(e, b->to_driver, &v, 1, v.at);
        return true;
    }
    switch (b->mode) {
    case MODE_BOOLEAN: *out = value_number(value_truthy(v), v.at); return true;
    case MODE_TIMESTAMP:
    case MODE_TIMESTAMP_MS: return encode_date(v, b->mode == MODE_TIMESTAMP, out);
    case MODE_JSON: return encode_json(e, v, out);
    case MODE_BIGINT: return encode_text(e, v, out);
    case MODE_NUMBER:
        return str_is(b->sql_type, "numeric") ? encode_text(e, v, out) : true;
    default: return true;
    }
}

bool value_literal(Arena *a, Value v, Str *out)
{
    switch (v.kind) {
    case VALUE_NUMBER: return isfinite(v.number) && value_print(a, v, out);
    case VALUE_NULL:
    case VALUE_BOOL:
    case VALUE_BIGINT: return value_print(a, v, out);
    case VALUE_STRING:
        *out = quote_string(a, v.text);
        return str_find(v.text, '\0') == STR_NONE;
    case VALUE_OBJECT:
        if (!value_json(a, v, out))
            return false;
        *out = quote_string(a, *out);
        return true;
    default: return false;
    }
}
