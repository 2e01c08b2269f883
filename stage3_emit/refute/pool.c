// pool.c - the values that rows and parameters are made of.

#include "stage3_emit/refute/pool.h"

#include "stage3_emit/sql/lex.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const int64_t integers[] = {0, 1, 2, 3, -1, 4};
static const double reals[] = {0.0, 1.0, 2.0, -1.5, 0.25};
static const Str texts[] = {
    STR(""),    STR("a"),  STR("A"),   STR("b"),          STR("ab"),
    STR("AB"),  STR("1"),  STR("1.0"), STR("01"),         STR("a "),
    STR("%_*"), STR("{}"), STR("é"),   STR("2024-02-29"),
};
static const Str blobs[] = {STR(""), STR("a"), STR("A"), STR("\0"), STR("1")};

static const int64_t wild_integers[] = {INT64_MAX, INT64_MIN, INT64_MAX - 1,
                                        INT64_C(1) << 32, INT64_C(1) << 53};
static const double wild_reals[] = {1e60, -1e60, 1e-60, 1e19}; // none makes an Inf

static const Str documents[] = {
    STR("null"), STR("1"),          STR("\"a\""),      STR("[]"),
    STR("{}"),   STR("[1,null]"),   STR("{\"a\":1}"),  STR("[{\"a\":null}]"),
    STR("true"), STR("{\"a\":[]}"), STR("[\"\",1.5]"), STR("{\"a\":\"b\"}"),
};
static const Str bigints[] = {STR("0"), STR("1"), STR("-1"),
                              STR("9223372036854775807")};

#define ANY_OF(r, array) (array)[rng_below((r), sizeof(array) / sizeof *(array))]

static Datum usual(Rng *r, DatumKind kind)
{
    switch (kind) {
    case DATUM_INTEGER: return datum_integer(ANY_OF(r, integers));
    case DATUM_REAL: return datum_real(ANY_OF(r, reals));
    case DATUM_TEXT: return datum_text(ANY_OF(r, texts));
    default: return datum_blob(ANY_OF(r, blobs));
    }
}

static Datum any_of(Rng *r, const Data *list)
{
    return list->items[rng_below(r, list->n)];
}

// --- literals ------------------------------------------------------------------

enum { LONGEST_MADE = 64 };

static void add(Arena *a, Data *to, Datum d)
{
    for (size_t i = 0; i < to->n; i++)
        if (datum_eq(to->items[i], d))
            return;
    *arena_push(a, *to, Datum) = d;
}

static void add_all(Arena *a, Data *to, const Datum *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(a, to, items[i]);
}

// Also a text of that length: what CHECK (length(x) = 8) asks for.
static void add_integer(Arena *a, Pool *p, Str token)
{
    errno = 0;
    bool is_hex = token.len > 1 && (token.ptr[1] | 0x20) == 'x';
    long long n = strtoll(str_zero(a, token), NULL, is_hex ? 16 : 10);
    if (errno || n == INT64_MAX || n == INT64_MIN)
        return;
    for (int64_t i = n - 1; i <= n + 1; i++)
        add(a, &p->of[DATUM_INTEGER], datum_integer(i));
    add(a, &p->of[DATUM_INTEGER], datum_integer(-n));
    add(a, &p->of[DATUM_REAL], datum_real((double)n));
    add(a, &p->of[DATUM_REAL], datum_real((double)n + 0.5));
    if (n < 2 || n > LONGEST_MADE)
        return;
    char *text = arena_many(a, char, (size_t)n + 1);
    memset(text, 'a', (size_t)n);
    add(a, &p->of[DATUM_TEXT], datum_text((Str){text, (size_t)n}));
}

// A text that GLOB or LIKE finds the pattern in: "[0-9]*" → "0", "%@%" → "@".
static Str example_of(Arena *a, Str pattern)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.ptr[i];
        if (c == '[' && i + 2 < pattern.len) {
            buf_char(&out, pattern.ptr[i + 1 + (pattern.ptr[i + 1] == '^')]);
            size_t end = str_find(str_cut(pattern, i, pattern.len), ']');
            i += end == STR_NONE ? 0 : end;
        } else if (c == '?' || c == '_')
            buf_char(&out, 'a');
        else if (c != '*' && c != '%')
            buf_char(&out, c);
    }
    return buf_str(&out);
}

static bool is_word(Str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') &&
            (c < 'a' || c > 'z'))
            return false;
    }
    return s.len > 0;
}

// '$.since' and 'since' may be a path into a document.
static void add_documents(Arena *a, Pool *p, Str text)
{
    static const char *const values[] = {"1", "\"a\"", "null", "[]"};
    Str key = str_starts(text, "$.") ? str_cut(text, 2, text.len) : text;
    for (size_t i = 0; is_word(key) && i < sizeof values / sizeof *values; i++)
        add(a, &p->json,
            datum_text(str_format(a, "{\"%.*s\":%s}", STR_ARG(key), values[i])));
}

static void add_text(Arena *a, Pool *p, Str token)
{
    Str text = sql_unquote(a, token);
    add(a, &p->of[DATUM_TEXT], datum_text(text));
    add(a, &p->of[DATUM_TEXT], datum_text(example_of(a, text)));
    add_documents(a, p, text);
}

static int hex(char c)
{
    return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
}

static void add_blob(Arena *a, Pool *p, Str token) // x'00ff'
{
    Buf out = {.arena = a};
    for (size_t i = 2; i + 2 < token.len; i += 2)
        buf_char(&out, (char)(hex(token.ptr[i]) << 4 | hex(token.ptr[i + 1])));
    add(a, &p->of[DATUM_BLOB], datum_blob(buf_str(&out)));
}

static bool speaks_json(const SqlText *text)
{
    for (size_t i = 0; i < text->n_tokens; i++) {
        const SqlToken *t = &text->tokens[i];
        Str token = str_cut(text->sql, t->at.start, t->at.end);
        if (t->kind == TOKEN_ARROW || t->kind == TOKEN_ARROW2 ||
            (token.len > 4 && str_eq_nocase(str_cut(token, 0, 4), S("json"))))
            return true;
    }
    return false;
}

void pool_add_sql(Arena *a, Pool *p, Str sql)
{
    SqlText text = sql_lex(a, sql);
    for (size_t i = 0; i < text.n_tokens; i++) {
        const SqlToken *t = &text.tokens[i];
        Str token = str_cut(sql, t->at.start, t->at.end);
        switch (t->kind) {
        case TOKEN_INTEGER: add_integer(a, p, token); break;
        case TOKEN_FLOAT:
            add(a, &p->of[DATUM_REAL], datum_real(strtod(str_zero(a, token), NULL)));
            break;
        case TOKEN_STRING: add_text(a, p, token); break;
        case TOKEN_BLOB: add_blob(a, p, token); break;
        default: break;
        }
    }
    if (speaks_json(&text)) // then a text may be meant to be a document
        add_all(a, &p->of[DATUM_TEXT], p->json.items, p->json.n);
}

// --- palettes ------------------------------------------------------------------

static Datum draw(Rng *r, const Pool *literals, DatumKind kind, bool wild)
{
    bool number = kind == DATUM_INTEGER || kind == DATUM_REAL;
    if (wild && number && rng_one_in(r, 3))
        return kind == DATUM_INTEGER ? datum_integer(ANY_OF(r, wild_integers))
                                     : datum_real(ANY_OF(r, wild_reals));
    if (literals->of[kind].n && rng_one_in(r, 2))
        return any_of(r, &literals->of[kind]);
    return usual(r, kind);
}

static char other_case(char c)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? (char)(c ^ 0x20) : c;
}

// What some comparison takes for the same and another does not: 'a' and 'A', 1 and 1.0.
static Str twin(Arena *a, Rng *r, Str text)
{
    bool number =
        text.len && text.ptr[text.len - 1] >= '0' && text.ptr[text.len - 1] <= '9';
    if (number || rng_one_in(r, 4))
        return str_format(a, "%.*s%s", STR_ARG(text), number ? ".0" : " ");
    Buf out = {.arena = a};
    for (size_t i = 0; i < text.len; i++)
        buf_char(&out, other_case(text.ptr[i]));
    return buf_str(&out);
}

static void add_twin(Arena *a, Rng *r, Data *few)
{
    Str text = few->items[rng_below(r, few->n)].bytes;
    add(a, few, datum_text(twin(a, r, text)));
}

// Texts that are equal to a number.
static void add_numerals(Arena *a, Palette *p, Rng *r)
{
    Str numeral = datum_numeral(a, p->few.of[DATUM_INTEGER].items[0]);
    add(a, &p->few.of[DATUM_TEXT], datum_text(numeral));
    add(a, &p->few.of[DATUM_TEXT], datum_text(twin(a, r, numeral)));
}

void palette_init(Arena *a, Palette *p, Rng *r, const Pool *literals, bool wild)
{
    *p = (Palette){.literals = literals, .wild = wild};
    for (DatumKind kind = DATUM_INTEGER; kind <= DATUM_BLOB; kind++)
        for (size_t n = 2 + rng_below(r, 4); n > 0; n--)
            add(a, &p->few.of[kind], draw(r, literals, kind, wild));
    for (size_t n = rng_below(r, 3); n > 0; n--)
        add_twin(a, r, &p->few.of[DATUM_TEXT]);
    if (rng_one_in(r, 4))
        add_numerals(a, p, r);
}

// Where values come from.
typedef struct Pick {
    const Palette *palette;
    Rng *rng;
    const Pool *own;
    bool eager;
} Pick;

static Datum pick_kind(const Pick *s, DatumKind kind)
{
    const Palette *p = s->palette;
    if (s->own && s->own->of[kind].n && (s->eager || rng_one_in(s->rng, 3)))
        return any_of(s->rng, &s->own->of[kind]);
    if (rng_one_in(s->rng, 8))
        return draw(s->rng, p->literals, kind, p->wild);
    return any_of(s->rng, &p->few.of[kind]);
}

static Datum pick_json(const Pick *s)
{
    bool own = s->own && (s->eager || rng_one_in(s->rng, 2));
    const Pool *said = own ? s->own : s->palette->literals;
    if (said->json.n && rng_one_in(s->rng, 2))
        return any_of(s->rng, &said->json);
    return datum_text(ANY_OF(s->rng, documents));
}

// What Drizzle's modes and weave's reading of them allow beyond the class.
static Datum pick(const Pick *s, Type type)
{
    bool blob = type.storage == CLASS_BLOB;
    if (type.mode == MODE_BOOLEAN)
        return datum_integer(rng_one_in(s->rng, 2));
    if (type.mode == MODE_BIGINT)
        return blob ? datum_blob(ANY_OF(s->rng, bigints)) : pick_kind(s, DATUM_INTEGER);
    if (type.mode == MODE_JSON)
        return blob ? datum_blob(pick_json(s).bytes) : pick_json(s);
    if (type.mode == MODE_STRING && type.storage != CLASS_TEXT)
        return pick_kind(s, rng_one_in(s->rng, 2) ? DATUM_INTEGER : DATUM_REAL);
    return pick_kind(s, datum_kind_of(type.storage));
}

Datum palette_pick(const Palette *p, Rng *r, Type type, const Pool *own, bool eager)
{
    Pick s = {p, r, own, eager};
    if (type.storage == CLASS_ANY)
        return pick_kind(&s, (DatumKind)(1 + rng_below(r, 4)));
    if (type.storage == CLASS_TEXT && type.enum_of)
        return datum_text(
            type.enum_of->enum_values[rng_below(r, type.enum_of->n_enum_values)]);
    return pick(&s, type);
}
