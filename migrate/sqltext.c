// sqltext.c - SQL text as tokens, and its normal form.

#include "migrate/sqltext.h"

#include <sqlite3.h>
#include <string.h>

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Behind the comment at i; i if none begins there.
static size_t comment_end(Str s, size_t i)
{
    if (i + 1 >= s.len)
        return i;
    if (s.ptr[i] == '-' && s.ptr[i + 1] == '-') {
        while (i < s.len && s.ptr[i] != '\n')
            i++;
        return i;
    }
    if (s.ptr[i] != '/' || s.ptr[i + 1] != '*')
        return i;
    for (i += 2; i + 1 < s.len; i++)
        if (s.ptr[i] == '*' && s.ptr[i + 1] == '/')
            return i + 2;
    return s.len;
}

static size_t quote_end(Str s, size_t i)
{
    char open = s.ptr[i], close = open == '[' ? ']' : open;
    for (i++; i < s.len; i++)
        if (s.ptr[i] == close) {
            if (close == ']' || i + 1 == s.len || s.ptr[i + 1] != close)
                return i + 1;
            i++;
        }
    return s.len;
}

// 1e-3 and 1.5 are one.
static size_t word_end(Str s, size_t i)
{
    bool number = s.ptr[i] >= '0' && s.ptr[i] <= '9';
    size_t start = i;
    while (i < s.len && (is_word(s.ptr[i]) || (number && s.ptr[i] == '.') ||
                         (number && (s.ptr[i] == '-' || s.ptr[i] == '+') && i > start &&
                          (s.ptr[i - 1] | 0x20) == 'e')))
        i++;
    return i;
}

static size_t operator_end(Str s, size_t i)
{
    static const char *const two[] = {
        "||", "<=", ">=", "<>", "!=", "==", "<<", ">>", "->"};
    for (size_t k = 0; k < sizeof two / sizeof *two && i + 1 < s.len; k++)
        if (memcmp(s.ptr + i, two[k], 2) == 0)
            return i + 2;
    return i + 1;
}

static Token token_at(Str s, size_t i)
{
    char c = s.ptr[i];
    if (c == '\'')
        return (Token){TOKEN_STRING, i, quote_end(s, i), 0};
    if (c == '"' || c == '`' || c == '[')
        return (Token){TOKEN_QUOTED, i, quote_end(s, i), 0};
    if (is_word(c))
        return (Token){TOKEN_WORD, i, word_end(s, i), 0};
    return (Token){TOKEN_OTHER, i, operator_end(s, i), 0};
}

Tokens sql_tokens(Arena *a, Str text)
{
    Tokens t = {.text = text};
    int depth = 0;
    for (size_t i = 0; i < text.len;) {
        size_t behind = comment_end(text, i);
        if (behind > i || is_blank(text.ptr[i])) {
            i = behind > i ? behind : i + 1;
            continue;
        }
        Token token = token_at(text, i);
        if (text.ptr[i] == ')')
            depth--;
        token.depth = depth;
        if (text.ptr[i] == '(')
            depth++;
        *arena_push(a, t, Token) = token;
        i = token.end;
    }
    return t;
}

static Str token_text(const Tokens *t, size_t i)
{
    return str_cut(t->text, t->items[i].start, t->items[i].end);
}

bool token_is(const Tokens *t, size_t i, const char *word)
{
    return i < t->n && t->items[i].kind != TOKEN_QUOTED &&
           str_eq_nocase(token_text(t, i), str_z(word));
}

Str token_name(Arena *a, const Tokens *t, size_t i)
{
    if (i >= t->n)
        return (Str){0};
    Str text = token_text(t, i);
    if (t->items[i].kind != TOKEN_QUOTED && t->items[i].kind != TOKEN_STRING)
        return str_copy(a, text);
    Buf b = {.arena = a};
    char close = text.ptr[0] == '[' ? ']' : text.ptr[0];
    for (size_t k = 1; k + 1 < text.len; k++) {
        buf_char(&b, text.ptr[k]);
        if (text.ptr[k] == close)
            k++;
    }
    return buf_str(&b);
}

size_t token_close(const Tokens *t, size_t i)
{
    for (size_t k = i + 1; k < t->n; k++)
        if (t->items[k].depth == t->items[i].depth && token_is(t, k, ")"))
            return k + 1;
    return t->n;
}

// --- the normal form ---------------------------------------------------------

static bool is_plain(Str name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!is_word(name.ptr[i]) || (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z'))
            return false;
    return name.len && (name.ptr[0] < '0' || name.ptr[0] > '9') &&
           !sqlite3_keyword_check(name.ptr, (int)name.len);
}

static void put_lower(Buf *b, Str s)
{
    for (size_t i = 0; i < s.len; i++)
        buf_char(b, s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] | 0x20)
                                                       : s.ptr[i]);
}

static void put_normal(Arena *a, Buf *b, const Tokens *t, size_t i)
{
    if (t->items[i].kind == TOKEN_WORD)
        put_lower(b, token_text(t, i));
    else if (t->items[i].kind == TOKEN_QUOTED) {
        Str name = token_name(a, t, i);
        buf_put(b, is_plain(name) ? name : sql_name(a, name));
    } else
        buf_put(b, token_text(t, i));
}

Str sql_normal(Arena *a, const Tokens *t, size_t from, size_t to)
{
    Buf b = {.arena = a};
    for (size_t i = from; i < to && i < t->n; i++) {
        if (i > from)
            buf_char(&b, ' ');
        put_normal(a, &b, t, i);
    }
    return buf_str(&b);
}

Str sql_normal_text(Arena *a, Str text)
{
    Tokens t = sql_tokens(a, text);
    return sql_normal(a, &t, 0, t.n);
}

static Str quoted(Arena *a, Str s, char quote)
{
    Buf b = {.arena = a};
    buf_char(&b, quote);
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == quote)
            buf_char(&b, quote);
        buf_char(&b, s.ptr[i]);
    }
    buf_char(&b, quote);
    return buf_str(&b);
}

Str sql_name(Arena *a, Str name)
{
    return quoted(a, name, '`');
}

Str sql_string(Arena *a, Str text)
{
    return quoted(a, text, '\'');
}

// --- statements --------------------------------------------------------------

// CREATE [TEMP] TRIGGER ... BEGIN ...; END: open until END stands between semicolons.
static bool is_trigger(const Tokens *t, size_t i)
{
    if (!token_is(t, i, "CREATE"))
        return false;
    i += token_is(t, i + 1, "TEMP") || token_is(t, i + 1, "TEMPORARY") ? 2 : 1;
    return token_is(t, i, "TRIGGER");
}

static size_t statement_end(const Tokens *t, size_t first)
{
    bool trigger = is_trigger(t, first);
    for (size_t i = first; i < t->n; i++)
        if (token_is(t, i, ";") &&
            (!trigger || (token_is(t, i - 1, "END") && token_is(t, i - 2, ";"))))
            return i;
    return t->n;
}

SqlList sql_statements(Arena *a, Str text)
{
    SqlList list = {0};
    Tokens t = sql_tokens(a, text);
    for (size_t i = 0; i < t.n; i++) {
        size_t end = statement_end(&t, i);
        if (end > i) {
            Str sql = str_cut(text, t.items[i].start, t.items[end - 1].end);
            *arena_push(a, list, Str) = str_copy(a, sql);
        }
        i = end;
    }
    return list;
}
