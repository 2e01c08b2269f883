// lex.c - SQL text as tokens, the way SQLite cuts it.

#include "stage3_emit/sql/lex.h"

#include <stdlib.h>
#include <string.h>

typedef struct Lexer {
    Arena *arena;
    Str sql;
    size_t at;
    struct {
        SqlToken *items;
        size_t n, capacity;
    } tokens;
    struct {
        SqlAt *items;
        size_t n, capacity;
    } comments;
    uint32_t n_seen; // parameters
    int highest;
} Lexer;

static const struct {
    const char *word;
    SqlKeywordClass class;
} keywords[] = {
    {"", KEYWORD_FALLBACK},
#define X(word, class) {#word, KEYWORD_##class},
#include "stage3_emit/sql/keywords.h"
#undef X
};

SqlKeywordClass sql_keyword_class(SqlKeyword keyword)
{
    return keywords[keyword].class;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (unsigned char)((c | 32) - 'a') < 26;
}

static bool is_hex(char c)
{
    return is_digit(c) || (unsigned char)((c | 32) - 'a') < 6;
}

static bool starts_word(char c)
{
    return is_letter(c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool in_word(char c)
{
    return starts_word(c) || is_digit(c) || c == '$';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// The character offset bytes ahead; NUL behind the end.
static char peek(const Lexer *x, size_t offset)
{
    return x->at + offset < x->sql.len ? x->sql.ptr[x->at + offset] : '\0';
}

static int compare_keyword(const void *key, const void *item)
{
    const Str *word = key;
    const char *keyword = *(const char *const *)item;
    for (size_t i = 0; i < word->len; i++) {
        char c = word->ptr[i];
        int upper = c >= 'a' && c <= 'z' ? c - 32 : (unsigned char)c;
        if (upper != keyword[i])
            return upper - keyword[i];
    }
    return -(keyword[word->len] != '\0');
}

static SqlKeyword find_keyword(Str word)
{
    const void *hit =
        bsearch(&word, keywords + 1, sizeof keywords / sizeof *keywords - 1,
                sizeof *keywords, compare_keyword);
    if (!hit)
        return KW_NONE;
    ptrdiff_t bytes = (const char *)hit - (const char *)keywords;
    return (SqlKeyword)(bytes / (ptrdiff_t)sizeof *keywords);
}

// --- the kinds of token --------------------------------------------------------

// A token closed by quote, which stands doubled for itself; "]" cannot be doubled.
static SqlTokenKind quoted(Lexer *x, char quote, SqlTokenKind kind)
{
    for (x->at++; x->at < x->sql.len; x->at++) {
        if (peek(x, 0) != quote)
            continue;
        if (peek(x, 1) != quote || quote == ']') {
            x->at++;
            return kind;
        }
        x->at++;
    }
    return TOKEN_BAD;
}

static SqlTokenKind blob(Lexer *x)
{
    size_t n = 0;
    for (x->at += 2; is_hex(peek(x, 0)); x->at++)
        n++;
    if (peek(x, 0) != '\'' || n % 2)
        return TOKEN_BAD;
    x->at++;
    return TOKEN_BLOB;
}

// Digits, which "_" may part where the SQLite in use knows that.
static void digits(Lexer *x)
{
    while (is_digit(peek(x, 0)) || (peek(x, 0) == '_' && is_digit(peek(x, 1))))
        x->at++;
}

static SqlTokenKind number(Lexer *x)
{
    SqlTokenKind kind = TOKEN_INTEGER;
    if (peek(x, 0) == '0' && (peek(x, 1) | 32) == 'x' && is_hex(peek(x, 2))) {
        for (x->at += 2; is_hex(peek(x, 0));)
            x->at++;
    } else {
        digits(x);
        if (peek(x, 0) == '.') {
            kind = TOKEN_FLOAT;
            x->at++;
            digits(x);
        }
        size_t sign = peek(x, 1) == '+' || peek(x, 1) == '-';
        if ((peek(x, 0) | 32) == 'e' && is_digit(peek(x, 1 + sign))) {
            kind = TOKEN_FLOAT;
            x->at += 1 + sign;
            digits(x);
        }
    }
    if (!in_word(peek(x, 0)))
        return kind;
    while (in_word(peek(x, 0)))
        x->at++;
    return TOKEN_BAD;
}

static SqlTokenKind numbered_param(Lexer *x, SqlToken *t)
{
    int number = 0;
    size_t n = 0;
    for (x->at++; is_digit(peek(x, 0)) && number < 1000000; x->at++, n++)
        number = number * 10 + (peek(x, 0) - '0');
    t->param = n ? number : x->highest + 1;
    return TOKEN_PARAM;
}

// ":name", "@name", "$name"; Tcl's "::" and "(index)" are part of a name.
static SqlTokenKind named_param(Lexer *x)
{
    size_t n = 0;
    for (x->at++; x->at < x->sql.len; x->at++) {
        if (in_word(peek(x, 0))) {
            n++;
        } else if (peek(x, 0) == '(' && n > 0) {
            do
                x->at++;
            while (x->at < x->sql.len && !is_space(peek(x, 0)) && peek(x, 0) != ')');
            if (peek(x, 0) != ')')
                return TOKEN_BAD;
            x->at++;
            break;
        } else if (peek(x, 0) == ':' && peek(x, 1) == ':') {
            x->at++;
        } else {
            break;
        }
    }
    return n ? TOKEN_PARAM : TOKEN_BAD;
}

static Str token_text(Str sql, SqlAt at)
{
    return str_cut(sql, at.start, at.end);
}

// The same name is the same parameter.
static int number_of_name(const Lexer *x, Str name)
{
    for (size_t i = 0; i < x->tokens.n; i++) {
        const SqlToken *t = &x->tokens.items[i];
        if (t->kind == TOKEN_PARAM && str_eq(token_text(x->sql, t->at), name))
            return t->param;
    }
    return x->highest + 1;
}

static SqlTokenKind word(Lexer *x, SqlToken *t)
{
    size_t end = x->at;
    while (end < x->sql.len && in_word(x->sql.ptr[end]))
        end++;
    t->keyword = find_keyword(str_cut(x->sql, x->at, end));
    x->at = end;
    return TOKEN_WORD;
}

static SqlTokenKind take(Lexer *x, size_t n, SqlTokenKind kind)
{
    x->at += n;
    return kind;
}

static SqlTokenKind operator(Lexer *x)
{
    char second = peek(x, 1);
    switch (peek(x, 0)) {
    case '(': return take(x, 1, TOKEN_LP);
    case ')': return take(x, 1, TOKEN_RP);
    case ',': return take(x, 1, TOKEN_COMMA);
    case ';': return take(x, 1, TOKEN_SEMI);
    case '.': return take(x, 1, TOKEN_DOT);
    case '+': return take(x, 1, TOKEN_PLUS);
    case '*': return take(x, 1, TOKEN_STAR);
    case '/': return take(x, 1, TOKEN_SLASH);
    case '%': return take(x, 1, TOKEN_PERCENT);
    case '&': return take(x, 1, TOKEN_AMP);
    case '~': return take(x, 1, TOKEN_TILDE);
    case '=': return take(x, second == '=' ? 2 : 1, TOKEN_EQ);
    case '!': return second == '=' ? take(x, 2, TOKEN_NE) : take(x, 1, TOKEN_BAD);
    case '|': return second == '|' ? take(x, 2, TOKEN_CONCAT) : take(x, 1, TOKEN_PIPE);
    case '-':
        return second != '>'       ? take(x, 1, TOKEN_MINUS)
               : peek(x, 2) == '>' ? take(x, 3, TOKEN_ARROW2)
                                   : take(x, 2, TOKEN_ARROW);
    case '<':
        return second == '<'   ? take(x, 2, TOKEN_LSHIFT)
               : second == '=' ? take(x, 2, TOKEN_LE)
               : second == '>' ? take(x, 2, TOKEN_NE)
                               : take(x, 1, TOKEN_LT);
    case '>':
        return second == '>'   ? take(x, 2, TOKEN_RSHIFT)
               : second == '=' ? take(x, 2, TOKEN_GE)
                               : take(x, 1, TOKEN_GT);
    default: return take(x, 1, TOKEN_BAD);
    }
}

// --- the text ------------------------------------------------------------------

// White space and comments; a comment may end with the text.
static void skip(Lexer *x)
{
    for (;;) {
        size_t start = x->at;
        if (is_space(peek(x, 0))) {
            x->at++;
            continue;
        }
        if (peek(x, 0) == '-' && peek(x, 1) == '-') {
            while (x->at < x->sql.len && peek(x, 0) != '\n')
                x->at++;
        } else if (peek(x, 0) == '/' && peek(x, 1) == '*') {
            x->at += 2;
            while (x->at < x->sql.len && !(peek(x, 0) == '*' && peek(x, 1) == '/'))
                x->at++;
            x->at = x->at + 2 < x->sql.len ? x->at + 2 : x->sql.len;
        } else {
            return;
        }
        SqlAt *comment = arena_push(x->arena, x->comments, SqlAt);
        *comment = (SqlAt){(uint32_t)start, (uint32_t)x->at};
    }
}

static SqlTokenKind next(Lexer *x, SqlToken *t)
{
    char c = peek(x, 0);
    if (x->at == x->sql.len)
        return TOKEN_END;
    if ((c | 32) == 'x' && peek(x, 1) == '\'')
        return blob(x);
    if (starts_word(c))
        return word(x, t);
    if (is_digit(c) || (c == '.' && is_digit(peek(x, 1))))
        return number(x);
    switch (c) {
    case '\'': return quoted(x, c, TOKEN_STRING);
    case '"':
    case '`': return quoted(x, c, TOKEN_QUOTED);
    case '[': return quoted(x, ']', TOKEN_QUOTED);
    case '?': return numbered_param(x, t);
    case ':':
    case '@':
    case '$': return named_param(x);
    default: return operator(x);
    }
}

static void finish_param(Lexer *x, SqlToken *t)
{
    Str text = token_text(x->sql, t->at);
    if (text.ptr[0] != '?')
        t->param = number_of_name(x, text);
    if (t->param > x->highest)
        x->highest = t->param;
    t->ordinal = x->n_seen++;
}

SqlText sql_lex(Arena *a, Str sql)
{
    Lexer x = {.arena = a, .sql = sql};
    SqlToken t;
    do {
        skip(&x);
        t = (SqlToken){.at.start = (uint32_t)x.at};
        t.kind = next(&x, &t);
        t.at.end = (uint32_t)x.at;
        if (t.kind == TOKEN_PARAM)
            finish_param(&x, &t);
        *arena_push(a, x.tokens, SqlToken) = t;
    } while (t.kind != TOKEN_END);
    return (SqlText){sql,       x.tokens.items,   x.tokens.n,
                     x.highest, x.comments.items, x.comments.n};
}

Str sql_unquote(Arena *a, Str token)
{
    char quote = token.len ? token.ptr[0] : '\0';
    if (!quote || !strchr("'\"`[", quote) || token.len < 2)
        return token;
    Buf b = {.arena = a};
    for (size_t i = 1; i + 1 < token.len; i++) {
        buf_char(&b, token.ptr[i]);
        if (token.ptr[i] == quote && quote != '[')
            i++;
    }
    return buf_str(&b);
}

// Words that are no name in the places where weave writes one, though not reserved.
static bool is_awkward(SqlKeyword keyword)
{
    switch (keyword) {
    case KW_CURRENT_DATE:
    case KW_CURRENT_TIME:
    case KW_CURRENT_TIMESTAMP:
    case KW_CAST:
    case KW_RAISE:
    case KW_WINDOW:
    case KW_OVER:
    case KW_FILTER: return true;
    default: return sql_keyword_class(keyword) != KEYWORD_FALLBACK;
    }
}

Str sql_quote(Arena *a, Str name)
{
    bool plain = name.len > 0 && starts_word(name.ptr[0]);
    for (size_t i = 0; i < name.len && plain; i++)
        plain = in_word(name.ptr[i]);
    if (plain && !is_awkward(find_keyword(name)))
        return name;
    Buf b = {.arena = a};
    buf_char(&b, '"');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"')
            buf_char(&b, '"');
        buf_char(&b, name.ptr[i]);
    }
    buf_char(&b, '"');
    return buf_str(&b);
}
