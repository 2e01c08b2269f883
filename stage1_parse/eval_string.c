// eval_string.c - the methods of strings, as far as schemas use them.
//
// JavaScript counts UTF-16 units; where that would matter, and the text is not ASCII,
// the answer is not known.

#include "stage1_parse/eval_parts.h"

#include <math.h>
#include <string.h>

static Str self_text(const Call *c)
{
    return ((const Value *)c->self)->text;
}

static bool is_ascii(Str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

static Value not_ascii(Eval *e, const Call *c)
{
    return eval_unknown(e, c->at, DIAG_W104,
                        "weave counts and changes ASCII letters only");
}

static Value made(Eval *e, const Call *c, Str text)
{
    if (text.len > EVAL_TEXT || !eval_charge(e, text.len / 16, c->at))
        return eval_unknown(e, c->at, DIAG_W106, "this string is too long");
    return value_string(text, c->at);
}

// --- letters -----------------------------------------------------------------

static Value mapped(Eval *e, const Call *c, char first, char last, int shift)
{
    Str text = self_text(c);
    char *p = arena_many(e->arena, char, text.len + 1);
    if (!is_ascii(text))
        return not_ascii(e, c);
    for (size_t i = 0; i < text.len; i++) {
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

static Value string_trim_start(Eval *e, const Call *c)
{
    (void)e;
    Str text = self_text(c), trimmed = str_trim(text);
    size_t start = trimmed.len ? (size_t)(trimmed.ptr - text.ptr) : text.len;
    return value_string(str_cut(text, start, text.len), c->at);
}

static Value string_trim_end(Eval *e, const Call *c)
{
    (void)e;
    Str text = self_text(c), trimmed = str_trim(text);
    size_t end = trimmed.len ? (size_t)(trimmed.ptr - text.ptr) + trimmed.len : 0;
    return value_string(str_cut(text, 0, end), c->at);
}

// --- looking for -------------------------------------------------------------

static Value string_test(Eval *e, const Call *c, int where)
{
    Value v = eval_argument(c, 0);
    Str text = self_text(c);
    if (v.kind != VALUE_STRING || c->n_args > 1)
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

static Value string_index_of(Eval *e, const Call *c)
{
    Value v = eval_argument(c, 0);
    Str text = self_text(c);
    if (v.kind != VALUE_STRING || c->n_args > 1)
        return eval_wrong_call(e, c, v);
    if (!is_ascii(text))
        return not_ascii(e, c);
    size_t at = str_find_str(text, v.text);
    return value_number(at == STR_NONE ? -1 : (double)at, c->at);
}

static Value string_last_index_of(Eval *e, const Call *c)
{
    Value v = eval_argument(c, 0);
    Str text = self_text(c);
    if (v.kind != VALUE_STRING || c->n_args > 1)
        return eval_wrong_call(e, c, v);
    if (!is_ascii(text))
        return not_ascii(e, c);
    for (size_t i = text.len + 1; i-- > 0;)
        if (i + v.text.len <= text.len &&
            str_eq(str_cut(text, i, i + v.text.len), v.text))
            return value_number((double)i, c->at);
    return value_number(-1, c->at);
}

// --- replacing and splitting -------------------------------------------------

// $& $1 $$ and their like mean something in what is put in.
static Value replacement(Eval *e, const Call *c, Str found, size_t at)
{
    Value to = eval_argument(c, 1);
    Value args[] = {value_string(found, c->at), value_number((double)at, c->at),
                    *(const Value *)c->self};
    if (value_is_callable(to))
        to = eval_call(e, to, args, 3, c->at);
    else if (to.kind == VALUE_STRING && str_find(to.text, '$') != STR_NONE)
        return eval_wrong_call(e, c, to);
    Str text;
    if (to.kind == VALUE_UNKNOWN || !value_print(e->arena, to, &text))
        return eval_wrong_call(e, c, to);
    return value_string(text, c->at);
}

static Value replaced(Eval *e, const Call *c, bool all)
{
    Value from = eval_argument(c, 0);
    Str rest = self_text(c);
    size_t done = 0;
    Buf out = {.arena = e->arena};
    if (from.kind == VALUE_NATIVE)
        return eval_regex_replace(e, c, from);
    if (from.kind != VALUE_STRING || !from.text.len)
        return eval_wrong_call(e, c, from);
    for (size_t at; (at = str_find_str(rest, from.text)) != STR_NONE;) {
        Value to = replacement(e, c, from.text, done + at);
        if (to.kind != VALUE_STRING)
            return to;
        buf_put(&out, str_cut(rest, 0, at));
        buf_put(&out, to.text);
        rest = str_cut(rest, at + from.text.len, rest.len);
        done += at + from.text.len;
        if (out.n > EVAL_TEXT || !all)
            break;
    }
    buf_put(&out, rest);
    return made(e, c, buf_str(&out));
}

static Value string_replace(Eval *e, const Call *c)
{
    return replaced(e, c, false);
}

static Value string_replace_all(Eval *e, const Call *c)
{
    return replaced(e, c, true);
}

// The characters of a text: what is not ASCII stays together.
static Array *characters(Eval *e, Str text, Span at)
{
    Array *out = arena_new(e->arena, Array);
    for (size_t i = 0, end; i < text.len; i = end) {
        end = i + 1;
        while (end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
            end++;
        *arena_push(e->arena, *out, Value) = value_string(str_cut(text, i, end), at);
    }
    return out;
}

const Array *eval_characters(Eval *e, Value v)
{
    return characters(e, v.text, v.at);
}

Value eval_character(Eval *e, Value v, double i, Span at)
{
    if (!is_ascii(v.text))
        return eval_unknown(e, at, DIAG_W104, "weave counts ASCII letters only");
    if (!(i >= 0 && i < (double)v.text.len && i == floor(i)))
        return UNDEFINED;
    return value_string(str_cut(v.text, (size_t)i, (size_t)i + 1), at);
}

static Value string_split(Eval *e, const Call *c)
{
    Value by = eval_argument(c, 0);
    Str rest = self_text(c);
    Array *out = arena_new(e->arena, Array);
    if (by.kind == VALUE_NATIVE)
        return eval_regex_split(e, c, by);
    if (by.kind != VALUE_STRING || c->n_args > 1)
        return eval_wrong_call(e, c, by);
    if (!by.text.len)
        return is_ascii(rest) ? value_array(characters(e, rest, c->at), c->at)
                              : not_ascii(e, c);
    for (size_t at; (at = str_find_str(rest, by.text)) != STR_NONE;) {
        *arena_push(e->arena, *out, Value) = value_string(str_cut(rest, 0, at), c->at);
        rest = str_cut(rest, at + by.text.len, rest.len);
    }
    *arena_push(e->arena, *out, Value) = value_string(rest, c->at);
    eval_charge(e, out->n, c->at);
    return value_array(out, c->at);
}

// --- cutting and putting together --------------------------------------------

static Value string_slice(Eval *e, const Call *c)
{
    size_t start, end;
    Str text = self_text(c);
    if (!is_ascii(text))
        return not_ascii(e, c);
    eval_slice_bounds(c, text.len, &start, &end);
    return value_string(str_cut(text, start, end), c->at);
}

static size_t clamped(Value v, size_t n, size_t otherwise)
{
    if (v.kind != VALUE_NUMBER)
        return otherwise;
    double d = trunc(v.number);
    return !(d > 0) ? 0 : d < (double)n ? (size_t)d : n;
}

static Value string_substring(Eval *e, const Call *c)
{
    Str text = self_text(c);
    if (!is_ascii(text))
        return not_ascii(e, c);
    size_t start = clamped(eval_argument(c, 0), text.len, 0);
    size_t end = clamped(eval_argument(c, 1), text.len, text.len);
    return value_string(
        start < end ? str_cut(text, start, end) : str_cut(text, end, start), c->at);
}

static Value string_at(Eval *e, const Call *c)
{
    Str text = self_text(c);
    Value i = eval_argument(c, 0);
    if (!is_ascii(text) || (i.kind != VALUE_NUMBER && i.kind != VALUE_UNDEFINED))
        return eval_wrong_call(e, c, i);
    double d = i.kind == VALUE_NUMBER ? trunc(i.number) : 0;
    bool from_end = str_is(str_z(c->function->name), "at") && d < 0;
    d += from_end ? (double)text.len : 0;
    if (d >= 0 && d < (double)text.len)
        return value_string(str_cut(text, (size_t)d, (size_t)d + 1), c->at);
    return str_is(str_z(c->function->name), "at") ? UNDEFINED
                                                  : value_string((Str){0}, c->at);
}

static Value string_char_code(Eval *e, const Call *c)
{
    Str text = self_text(c);
    size_t i = clamped(eval_argument(c, 0), text.len, 0);
    if (!is_ascii(text))
        return not_ascii(e, c);
    return value_number(i < text.len ? (double)text.ptr[i] : NAN, c->at);
}

static Value string_repeat(Eval *e, const Call *c)
{
    Str text = self_text(c);
    Value n = eval_argument(c, 0);
    Buf out = {.arena = e->arena};
    if (n.kind != VALUE_NUMBER || !(n.number >= 0) ||
        n.number * (double)text.len > EVAL_TEXT)
        return eval_wrong_call(e, c, n);
    for (size_t i = 0; text.len && i < (size_t)n.number; i++)
        buf_put(&out, text);
    return made(e, c, buf_str(&out));
}

static Value padded(Eval *e, const Call *c, bool start)
{
    Str text = self_text(c);
    Value width = eval_argument(c, 0), by = eval_argument(c, 1);
    Str fill = by.kind == VALUE_STRING ? by.text : S(" ");
    Buf pad = {.arena = e->arena};
    if (width.kind != VALUE_NUMBER || !(width.number <= EVAL_TEXT) || !is_ascii(text) ||
        !is_ascii(fill))
        return eval_wrong_call(e, c, width);
    for (size_t i = 0; fill.len && (double)(text.len + i) < width.number; i++)
        buf_char(&pad, fill.ptr[i % fill.len]);
    Str put = buf_str(&pad);
    return made(e, c,
                start ? str_format(e->arena, "%.*s%.*s", STR_ARG(put), STR_ARG(text))
                      : str_format(e->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(put)));
}

static Value string_pad_start(Eval *e, const Call *c)
{
    return padded(e, c, true);
}

static Value string_pad_end(Eval *e, const Call *c)
{
    return padded(e, c, false);
}

static Value string_concat(Eval *e, const Call *c)
{
    Buf out = {.arena = e->arena};
    buf_put(&out, self_text(c));
    for (size_t i = 0; i < c->n_args; i++) {
        Str text;
        if (!value_print(e->arena, c->args[i], &text))
            return eval_wrong_call(e, c, c->args[i]);
        buf_put(&out, text);
    }
    return made(e, c, buf_str(&out));
}

static Value string_itself(Eval *e, const Call *c)
{
    (void)e;
    return *(const Value *)c->self;
}

static Value string_match(Eval *e, const Call *c)
{
    return eval_regex_match(e, c, eval_argument(c, 0));
}

const Function string_methods[] = {
    {"toUpperCase", string_upper, NULL},
    {"toLowerCase", string_lower, NULL},
    {"trim", string_trim, NULL},
    {"trimStart", string_trim_start, NULL},
    {"trimEnd", string_trim_end, NULL},
    {"includes", string_includes, NULL},
    {"startsWith", string_starts, NULL},
    {"endsWith", string_ends, NULL},
    {"indexOf", string_index_of, NULL},
    {"lastIndexOf", string_last_index_of, NULL},
    {"replace", string_replace, NULL},
    {"replaceAll", string_replace_all, NULL},
    {"split", string_split, NULL},
    {"match", string_match, NULL},
    {"slice", string_slice, NULL},
    {"substring", string_substring, NULL},
    {"at", string_at, NULL},
    {"charAt", string_at, NULL},
    {"charCodeAt", string_char_code, NULL},
    {"codePointAt", string_char_code, NULL},
    {"repeat", string_repeat, NULL},
    {"padStart", string_pad_start, NULL},
    {"padEnd", string_pad_end, NULL},
    {"concat", string_concat, NULL},
    {"toString", string_itself, NULL},
    {"valueOf", string_itself, NULL},
    {0},
};
