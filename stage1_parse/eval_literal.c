// eval_literal.c - literals: strings and templates cooked as JavaScript cooks them, and
// numbers.

#include "stage1_parse/eval_parts.h"

#include <stdlib.h>
#include <string.h>

// --- escapes -----------------------------------------------------------------

static void put_utf8(Buf *b, uint32_t code)
{
    if (code >= 0xD800 && code <= 0xDFFF)
        code = 0xFFFD; // half a pair
    if (code < 0x80) {
        buf_char(b, (char)code);
    } else if (code < 0x800) {
        buf_char(b, (char)(0xC0 | code >> 6));
        buf_char(b, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        buf_char(b, (char)(0xE0 | code >> 12));
        buf_char(b, (char)(0x80 | (code >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (code & 0x3F)));
    } else {
        buf_char(b, (char)(0xF0 | code >> 18));
        buf_char(b, (char)(0x80 | (code >> 12 & 0x3F)));
        buf_char(b, (char)(0x80 | (code >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (code & 0x3F)));
    }
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// n hexadecimal digits at s[i]; false if they are not there.
static bool hex(Str s, size_t i, size_t n, uint32_t *out)
{
    *out = 0;
    for (size_t k = 0; k < n; k++) {
        int digit = i + k < s.len ? hex_digit(s.ptr[i + k]) : -1;
        if (digit < 0)
            return false;
        *out = *out << 4 | (uint32_t)digit;
    }
    return true;
}

// \u{1F600}: the bytes from "u" on, or 0.
static size_t braced(Str s, size_t i, uint32_t *out)
{
    size_t close = i + 2;
    while (close < s.len && s.ptr[close] != '}')
        close++;
    size_t digits = close - (i + 2);
    if (close >= s.len || digits < 1 || digits > 6 || !hex(s, i + 2, digits, out) ||
        *out > 0x10FFFF)
        return 0;
    return close + 1 - i;
}

// \uD83D\uDE00 is one character.
static size_t unicode(Str s, size_t i, uint32_t *out)
{
    if (i + 1 < s.len && s.ptr[i + 1] == '{')
        return braced(s, i, out);
    uint32_t low;
    if (!hex(s, i + 1, 4, out))
        return 0;
    bool pair = *out >= 0xD800 && *out < 0xDC00 && i + 6 < s.len &&
                s.ptr[i + 5] == '\\' && s.ptr[i + 6] == 'u' && hex(s, i + 7, 4, &low) &&
                low >= 0xDC00 && low < 0xE000;
    if (!pair)
        return 5;
    *out = 0x10000 + ((*out - 0xD800) << 10) + (low - 0xDC00);
    return 11;
}

// One escape: s[i] is behind the backslash. Gives the bytes it takes, 0 if it is none.
static size_t escape(Str s, size_t i, Buf *out)
{
    static const char letters[] = "nrtbfv", meant[] = "\n\r\t\b\f\v";
    const char *letter = s.ptr[i] ? strchr(letters, s.ptr[i]) : NULL;
    uint32_t code;
    size_t n;
    if (letter) {
        buf_char(out, meant[letter - letters]);
        return 1;
    }
    switch (s.ptr[i]) {
    case '\n': return 1;
    case '\r': return i + 1 < s.len && s.ptr[i + 1] == '\n' ? 2 : 1;
    case 'x':
        if (!hex(s, i + 1, 2, &code))
            return 0;
        put_utf8(out, code);
        return 3;
    case 'u':
        n = unicode(s, i, &code);
        if (n)
            put_utf8(out, code);
        return n;
    case '0':
        if (i + 1 < s.len && s.ptr[i + 1] >= '0' && s.ptr[i + 1] <= '9')
            return 0;
        buf_char(out, '\0');
        return 1;
    default:
        if (s.ptr[i] >= '1' && s.ptr[i] <= '9')
            return 0;
        buf_char(out, s.ptr[i]);
        return 1;
    }
}

// --- cooking -----------------------------------------------------------------

typedef struct Parts {
    Part *items;
    size_t n, capacity;
} Parts;

typedef struct Cook {
    Eval *e;
    Str raw;
    Span at; // of raw
    bool template;
    bool lenient; // a tag may be given what is no escape
    Parts *parts;
} Cook;

static void put_text(Cook *c, Str text, size_t start, size_t end)
{
    if (start == end)
        return;
    Span at = {c->at.file, c->at.start + (uint32_t)start, (uint32_t)(end - start)};
    *arena_push(c->e->arena, *c->parts, Part) =
        (Part){.is_text = true, .text = text, .at = at};
}

// An escape or a line end that is not a plain "\n": a stretch of its own. Gives the
// bytes of the source it takes.
static size_t cook_special(Cook *c, size_t i)
{
    Buf out = {.arena = c->e->arena};
    size_t n;
    if (c->raw.ptr[i] == '\r') {
        buf_char(&out, '\n');
        n = i + 1 < c->raw.len && c->raw.ptr[i + 1] == '\n' ? 2 : 1;
    } else {
        n = i + 1 < c->raw.len ? escape(c->raw, i + 1, &out) : 0;
        if (n == 0 && !c->lenient)
            eval_fail(c->e, (Span){c->at.file, c->at.start + (uint32_t)i, 1}, DIAG_W101,
                      "this is not an escape that JavaScript has");
        n++;
    }
    put_text(c, buf_str(&out), i, i + n < c->raw.len ? i + n : c->raw.len);
    return n;
}

static void cook(Cook *c)
{
    size_t start = 0, i = 0;
    while (i < c->raw.len) {
        char ch = c->raw.ptr[i];
        if (ch != '\\' && !(ch == '\r' && c->template)) {
            i++;
            continue;
        }
        put_text(c, str_cut(c->raw, start, i), start, i);
        i += cook_special(c, i);
        start = i;
    }
    if (start < c->raw.len)
        put_text(c, str_cut(c->raw, start, c->raw.len), start, c->raw.len);
}

Str eval_string(Eval *e, const Scope *scope, const Node *n)
{
    Span at = eval_span(scope, n);
    Str raw = eval_text(scope, n);
    if (raw.len < 2)
        return (Str){0};
    Parts parts = {0};
    at.start++;
    at.len -= 2;
    cook(&(Cook){e, str_cut(raw, 1, raw.len - 1), at, false, false, &parts});
    if (parts.n == 1)
        return parts.items[0].text;
    Buf whole = {.arena = e->arena};
    for (size_t i = 0; i < parts.n; i++)
        buf_put(&whole, parts.items[i].text);
    return buf_str(&whole);
}

static void put_substitution(Eval *e, Scope *scope, const Node *n, Parts *parts)
{
    const Node *inside = n->child;
    Part part = {.at = eval_span(scope, inside ? inside : n), .value = UNDEFINED};
    if (inside)
        part.value = eval_node(e, scope, inside);
    *arena_push(e->arena, *parts, Part) = part;
}

Part *eval_template(Eval *e, Scope *scope, const Node *n, bool lenient, size_t *n_parts)
{
    Parts parts = {0};
    Str text = scope->module->syntax.text;
    uint32_t at = n->start + 1, end = n->start + n->len - 1;
    for (const Node *child = n->child;; child = child->next) {
        while (child && child->kind != KIND_template_substitution)
            child = child->next;
        uint32_t stop = child ? child->start : end;
        cook(&(Cook){e, str_cut(text, at, stop),
                     (Span){scope->module->syntax.file, at, stop - at}, true, lenient,
                     &parts});
        if (!child)
            break;
        put_substitution(e, scope, child, &parts);
        at = child->start + child->len;
    }
    *n_parts = parts.n;
    return parts.items;
}

// --- numbers -----------------------------------------------------------------

static double digits_of_base(const char *p, unsigned base)
{
    double number = 0;
    for (; *p && hex_digit(*p) >= 0 && (unsigned)hex_digit(*p) < base; p++)
        number = number * base + hex_digit(*p);
    return number;
}

Value eval_number(Eval *e, const Scope *scope, const Node *n)
{
    Span at = eval_span(scope, n);
    Str raw = eval_text(scope, n);
    Buf b = {.arena = e->arena};
    for (size_t i = 0; i < raw.len; i++)
        if (raw.ptr[i] != '_')
            buf_char(&b, raw.ptr[i]);
    Str text = buf_str(&b);
    char base = text.len > 1 && text.ptr[0] == '0' ? (char)(text.ptr[1] | 0x20) : '\0';
    if (str_ends(text, "n") && base != 'x')
        return (Value){
            .kind = VALUE_BIGINT, .text = str_cut(text, 0, text.len - 1), .at = at};
    if (base == 'x')
        return value_number(digits_of_base(text.ptr + 2, 16), at);
    if (base == 'o')
        return value_number(digits_of_base(text.ptr + 2, 8), at);
    if (base == 'b')
        return value_number(digits_of_base(text.ptr + 2, 2), at);
    return value_number(strtod(text.ptr, NULL), at);
}
