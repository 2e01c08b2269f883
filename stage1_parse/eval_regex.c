// eval_regex.c - regular expressions, matched by PCRE2 set to JavaScript's ways.
//
// All of PCRE2's memory is the arena's. A match that takes too long is not known.

#define PCRE2_CODE_UNIT_WIDTH 8
#include "stage1_parse/eval_parts.h"

#include <pcre2.h>
#include <string.h>

enum { MATCH_LIMIT = 200000, MATCH_HEAP_KB = 4096 };

typedef struct Regex {
    Native base;
    Str source, flags;
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *context;
    bool global;
} Regex;

static const Class regex_class;

static Value wrong(Eval *e, const Call *c, const char *why)
{
    return eval_unknown(e, c->at, DIAG_W104, "%s", why);
}

// --- making ------------------------------------------------------------------

static void *allocate(PCRE2_SIZE size, void *arena)
{
    return arena_alloc(arena, 1, size, _Alignof(max_align_t));
}

static void release(void *memory, void *arena)
{
    (void)memory;
    (void)arena;
}

static bool has_flag(Str flags, char flag)
{
    return str_find(flags, flag) != STR_NONE;
}

static Value regex_new(Eval *e, Str source, Str flags, Span at)
{
    int error;
    PCRE2_SIZE place;
    uint32_t options = PCRE2_UTF | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_ALT_BSUX |
                       PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY |
                       PCRE2_NEVER_BACKSLASH_C;
    Regex *r = arena_new(e->arena, Regex);
    *r = (Regex){.base = {&regex_class},
                 .source = source,
                 .flags = flags,
                 .global = has_flag(flags, 'g')};
    if (has_flag(flags, 'i'))
        options |= PCRE2_CASELESS;
    if (has_flag(flags, 'm'))
        options |= PCRE2_MULTILINE;
    if (has_flag(flags, 's'))
        options |= PCRE2_DOTALL;
    pcre2_general_context *memory =
        pcre2_general_context_create(allocate, release, e->arena);
    r->code = pcre2_compile((PCRE2_SPTR)source.ptr, source.len, options, &error, &place,
                            pcre2_compile_context_create(memory));
    if (!r->code)
        return eval_unknown(e, at, DIAG_W104,
                            "weave does not understand this regular expression");
    r->match = pcre2_match_data_create_from_pattern(r->code, memory);
    r->context = pcre2_match_context_create(memory);
    pcre2_set_match_limit(r->context, MATCH_LIMIT);
    pcre2_set_heap_limit(r->context, MATCH_HEAP_KB);
    return value_native(r, at);
}

// /source/flags
Value eval_regex(Eval *e, Scope *scope, const Node *n)
{
    Str text = eval_text(scope, n);
    size_t slash = str_find_last(text, '/');
    if (slash == STR_NONE || slash == 0)
        return eval_not_understood(e, scope, n);
    return regex_new(e, str_cut(text, 1, slash), str_cut(text, slash + 1, text.len),
                     eval_span(scope, n));
}

static Value call_regex(Eval *e, const Call *c)
{
    Value source = eval_argument(c, 0), flags = eval_argument(c, 1);
    if (source.kind != VALUE_STRING)
        return eval_wrong_call(e, c, source);
    return regex_new(e, source.text, flags.kind == VALUE_STRING ? flags.text : (Str){0},
                     c->at);
}

const Function regex_function = {"RegExp", call_regex, NULL};

// --- matching ----------------------------------------------------------------

typedef enum Found { FOUND_NOT, FOUND_YES, FOUND_TOO_LONG } Found;

static Found find(Eval *e, const Regex *r, Str text, size_t from, Span at)
{
    if (!eval_charge(e, 1 + text.len / 64, at))
        return FOUND_TOO_LONG;
    int n = pcre2_match(r->code, (PCRE2_SPTR)text.ptr, text.len, from,
                        PCRE2_NO_UTF_CHECK, r->match, r->context);
    return n > 0 ? FOUND_YES : n == PCRE2_ERROR_NOMATCH ? FOUND_NOT : FOUND_TOO_LONG;
}

static size_t group_count(const Regex *r)
{
    return pcre2_get_ovector_count(r->match);
}

static bool group(const Regex *r, Str text, size_t i, Str *out)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
    if (i >= group_count(r) || at[2 * i] == PCRE2_UNSET)
        return false;
    *out = str_cut(text, at[2 * i], at[2 * i + 1]);
    return true;
}

// Where the next match is looked for: behind an empty one a character further.
static size_t behind(const Regex *r, Str text)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
    size_t end = at[1];
    if (at[0] == at[1])
        do
            end++;
        while (end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80);
    return end;
}

static Value groups_array(Eval *e, const Regex *r, Str text, Span at)
{
    Array *out = arena_new(e->arena, Array);
    for (size_t i = 0; i < group_count(r); i++) {
        Str found;
        *arena_push(e->arena, *out, Value) =
            group(r, text, i, &found) ? value_string(found, at) : UNDEFINED;
    }
    return value_array(out, at);
}

static const Regex *regex_of(Value v)
{
    return value_is_native(v, &regex_class) ? (const Regex *)v.native : NULL;
}

Value eval_regex_match(Eval *e, const Call *c, Value v)
{
    const Regex *r = regex_of(v);
    Str text = ((const Value *)c->self)->text;
    Array *out = arena_new(e->arena, Array);
    Found found = FOUND_NOT;
    if (!r)
        return eval_wrong_call(e, c, v);
    for (size_t from = 0; from <= text.len; from = behind(r, text)) {
        Str whole = {0};
        found = find(e, r, text, from, c->at);
        if (found != FOUND_YES)
            break;
        if (!r->global)
            return groups_array(e, r, text, c->at);
        group(r, text, 0, &whole);
        *arena_push(e->arena, *out, Value) = value_string(whole, c->at);
    }
    if (found == FOUND_TOO_LONG)
        return wrong(e, c, "this takes too long to match");
    return out->n ? value_array(out, c->at) : (Value){.kind = VALUE_NULL, .at = c->at};
}

// --- replacing ---------------------------------------------------------------

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

// $$ $& $1 $12 $<name>; other dollars stand for themselves.
static void put_template(Buf *out, const Regex *r, Str text, Str with)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
    for (size_t i = 0; i < with.len; i++) {
        char next = i + 1 < with.len ? with.ptr[i + 1] : '\0';
        Str found = {0};
        if (with.ptr[i] != '$') {
            buf_char(out, with.ptr[i]);
        } else if (next == '$' || next == '&') {
            group(r, text, 0, &found);
            buf_put(out, next == '$' ? S("$") : found);
            i++;
        } else if (next == '`' || next == '\'') {
            buf_put(out, next == '`' ? str_cut(text, 0, at[0])
                                     : str_cut(text, at[1], text.len));
            i++;
        } else if (is_digit(next)) {
            size_t n = (size_t)(next - '0'), digits = 1;
            char second = i + 2 < with.len ? with.ptr[i + 2] : '\0';
            if (is_digit(second) && n * 10 + (size_t)(second - '0') < group_count(r)) {
                n = n * 10 + (size_t)(second - '0');
                digits = 2;
            }
            if (n == 0 || n >= group_count(r)) {
                buf_char(out, '$');
                continue;
            }
            group(r, text, n, &found);
            buf_put(out, found);
            i += digits;
        } else {
            buf_char(out, '$');
        }
    }
}

// What a function makes of a match; false if that is not known.
static Value call_replacer(Eval *e, const Call *c, const Regex *r, Str text, Value f)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
    Value groups = groups_array(e, r, text, c->at);
    *arena_push(e->arena, *groups.array, Value) = value_number((double)at[0], c->at);
    *arena_push(e->arena, *groups.array, Value) = value_string(text, c->at);
    return eval_call(e, f, groups.array->items, groups.array->n, c->at);
}

Value eval_regex_replace(Eval *e, const Call *c, Value v)
{
    const Regex *r = regex_of(v);
    Str text = ((const Value *)c->self)->text, put;
    Value with = eval_argument(c, 1);
    Buf out = {.arena = e->arena};
    size_t done = 0;
    Found found = FOUND_NOT;
    if (!r || (with.kind != VALUE_STRING && !value_is_callable(with)))
        return eval_wrong_call(e, c, r ? with : v);
    for (size_t from = 0; from <= text.len && out.n < EVAL_TEXT;) {
        found = find(e, r, text, from, c->at);
        if (found != FOUND_YES)
            break;
        const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
        size_t start = at[0], end = at[1], next = behind(r, text);
        buf_put(&out, str_cut(text, done, start));
        if (with.kind == VALUE_STRING) {
            put_template(&out, r, text, with.text);
        } else {
            Value made = call_replacer(e, c, r, text, with);
            if (made.kind == VALUE_UNKNOWN || !value_print(e->arena, made, &put))
                return eval_wrong_call(e, c, made);
            buf_put(&out, put);
        }
        done = end;
        from = next;
        if (!r->global)
            break;
    }
    if (found == FOUND_TOO_LONG || out.n >= EVAL_TEXT)
        return wrong(e, c, "this takes too long to match");
    buf_put(&out, str_cut(text, done, text.len));
    return value_string(buf_str(&out), c->at);
}

Value eval_regex_split(Eval *e, const Call *c, Value v)
{
    const Regex *r = regex_of(v);
    Str text = ((const Value *)c->self)->text;
    Array *out = arena_new(e->arena, Array);
    size_t done = 0;
    if (!r || c->n_args > 1)
        return eval_wrong_call(e, c, v);
    for (size_t from = 0; from < text.len;) {
        Found found = find(e, r, text, from, c->at);
        if (found == FOUND_TOO_LONG)
            return wrong(e, c, "this takes too long to match");
        if (found == FOUND_NOT)
            break;
        const PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);
        from = behind(r, text);
        if (at[0] == at[1] && (at[0] == done || at[0] >= text.len))
            continue;
        *arena_push(e->arena, *out, Value) =
            value_string(str_cut(text, done, at[0]), c->at);
        done = at[1];
        Array *groups = groups_array(e, r, text, c->at).array;
        for (size_t i = 1; i < groups->n; i++)
            *arena_push(e->arena, *out, Value) = groups->items[i];
    }
    *arena_push(e->arena, *out, Value) =
        value_string(str_cut(text, done, text.len), c->at);
    return value_array(out, c->at);
}

// --- methods -----------------------------------------------------------------

static Value regex_test(Eval *e, const Call *c)
{
    const Regex *r = c->self;
    Value v = eval_argument(c, 0);
    if (v.kind != VALUE_STRING || r->global) // with g, a test remembers where it was
        return eval_wrong_call(e, c, v);
    Found found = find(e, r, v.text, 0, c->at);
    return found == FOUND_TOO_LONG ? wrong(e, c, "this takes too long to match")
                                   : value_bool(found == FOUND_YES, c->at);
}

static Value regex_exec(Eval *e, const Call *c)
{
    const Regex *r = c->self;
    Value v = eval_argument(c, 0);
    if (v.kind != VALUE_STRING || r->global)
        return eval_wrong_call(e, c, v);
    switch (find(e, r, v.text, 0, c->at)) {
    case FOUND_YES: return groups_array(e, r, v.text, c->at);
    case FOUND_NOT: return (Value){.kind = VALUE_NULL, .at = c->at};
    default: return wrong(e, c, "this takes too long to match");
    }
}

static bool regex_get(Eval *e, Native *self, Str name, Value *out)
{
    (void)e;
    const Regex *r = (const Regex *)self;
    if (!str_is(name, "source") && !str_is(name, "flags"))
        return false;
    *out = value_string(str_is(name, "source") ? r->source : r->flags, (Span){0});
    return true;
}

static const Function regex_methods[] = {
    {"test", regex_test, NULL}, {"exec", regex_exec, NULL}, {0}};

static const Class regex_class = {.noun = "a regular expression",
                                  .methods = regex_methods,
                                  .get = regex_get,
                                  .missing = DIAG_W104};
