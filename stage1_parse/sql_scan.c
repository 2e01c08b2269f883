// sql_scan.c - SQL text as statements and tokens.

#include "stage1_parse/sql_scan.h"

static bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Str sql_first_word(Str *s)
{
    *s = str_trim(*s);
    size_t end = 0;
    while (end < s->len && !is_space(s->ptr[end]))
        end++;
    Str word = str_cut(*s, 0, end);
    *s = str_cut(*s, end, s->len);
    return word;
}

// --- comments ----------------------------------------------------------------

static size_t line_end(Str s, size_t i)
{
    size_t line = str_find(str_cut(s, i, s.len), '\n');
    return line == STR_NONE ? s.len : i + line;
}

static bool is_hash_name(Str s, size_t i)
{
    bool first = i == 0 || s.ptr[i - 1] == '\n';
    return first && s.ptr[i] == '#' &&
           str_starts(str_trim(str_cut(s, i + 1, line_end(s, i))), "name:");
}

size_t sql_comment_end(Str s, size_t i)
{
    Str rest = str_cut(s, i, s.len);
    if (str_starts(rest, "--") || (rest.len && is_hash_name(s, i)))
        return line_end(s, i);
    if (str_starts(rest, "/*")) {
        size_t close = str_find_str(str_cut(rest, 2, rest.len), S("*/"));
        return close == STR_NONE ? s.len : i + 2 + close + 2;
    }
    return i;
}

static size_t skip_blank(Str s, size_t i)
{
    while (i < s.len) {
        size_t end = is_space(s.ptr[i]) ? i + 1 : sql_comment_end(s, i);
        if (end == i)
            break;
        i = end;
    }
    return i;
}

// --- tokens ------------------------------------------------------------------

// 'a''b', "a", `a`, [a]; the end, or STR_NONE if it never closes.
static size_t quoted_end(Str s, size_t i)
{
    char close = s.ptr[i] == '[' ? ']' : s.ptr[i];
    for (size_t k = i + 1; k < s.len; k++) {
        if (s.ptr[k] != close)
            continue;
        if (close == ']' || k + 1 >= s.len || s.ptr[k + 1] != close)
            return k + 1;
        k++;
    }
    return STR_NONE;
}

static size_t word_end(Str s, size_t i)
{
    while (i < s.len && is_word_char(s.ptr[i]))
        i++;
    return i;
}

// $a::b(c) is a parameter, too.
static size_t parameter_end(Str s, size_t i)
{
    size_t end = word_end(s, i + 1);
    while (end > i + 1 && s.ptr[i] != '?' && str_starts(str_cut(s, end, s.len), "::"))
        end = word_end(s, end + 2);
    if (end > i + 1 && s.ptr[i] == '$' && end < s.len && s.ptr[end] == '(') {
        size_t close = str_find(str_cut(s, end, s.len), ')');
        if (close != STR_NONE)
            end += close + 1;
    }
    return end;
}

static SqlTokenKind kind_at(Str s, size_t i)
{
    switch (s.ptr[i]) {
    case ';': return SCAN_SEMICOLON;
    case '\'': return SCAN_STRING;
    case '"':
    case '`':
    case '[': return SCAN_QUOTED;
    case '?': return SCAN_PARAMETER;
    case ':':
    case '@':
    case '$':
        return i + 1 < s.len && is_word_char(s.ptr[i + 1]) ? SCAN_PARAMETER
                                                           : SCAN_OTHER;
    default: return is_word_char(s.ptr[i]) ? SCAN_WORD : SCAN_OTHER;
    }
}

SqlToken sql_token(SqlScan *s)
{
    size_t i = skip_blank(s->text, s->at);
    SqlToken token = {SCAN_END, i, i};
    if (i < s->text.len) {
        token.kind = kind_at(s->text, i);
        token.end = i + 1;
        if (token.kind == SCAN_STRING || token.kind == SCAN_QUOTED)
            token.end = quoted_end(s->text, i);
        else if (token.kind == SCAN_PARAMETER)
            token.end = parameter_end(s->text, i);
        else if (token.kind == SCAN_WORD)
            token.end = word_end(s->text, i);
        if (token.end == STR_NONE)
            token = (SqlToken){SCAN_BROKEN, i, s->text.len};
    }
    s->at = token.end;
    return token;
}

bool sql_token_is(const SqlScan *s, SqlToken t, const char *word)
{
    return str_eq_nocase(str_cut(s->text, t.start, t.end), str_z(word));
}

// --- statements --------------------------------------------------------------

// What the words of a statement say of its end: that of CREATE TRIGGER stands behind
// END, and CASE ... END within it is another.
typedef struct Shape {
    size_t n_words;
    bool create, trigger;
    size_t depth;
} Shape;

static void follow(Shape *shape, const SqlScan *s, SqlToken t)
{
    if (t.kind != SCAN_WORD)
        return;
    size_t i = shape->n_words++;
    if (i == 0)
        shape->create = sql_token_is(s, t, "create");
    else if (shape->create && !shape->trigger && i <= 2)
        shape->trigger = sql_token_is(s, t, "trigger");
    if (!shape->trigger)
        return;
    if (sql_token_is(s, t, "begin") || sql_token_is(s, t, "case"))
        shape->depth++;
    else if (sql_token_is(s, t, "end") && shape->depth)
        shape->depth--;
}

bool sql_statement(SqlScan *s, SqlStretch *out)
{
    Shape shape = {0};
    bool any = false;
    *out = (SqlStretch){0};
    for (;;) {
        SqlToken t = sql_token(s);
        if (t.kind == SCAN_SEMICOLON && !any)
            continue;
        if (t.kind == SCAN_END || (t.kind == SCAN_SEMICOLON && shape.depth == 0))
            return any;
        if (!any)
            out->start = t.start;
        any = true;
        out->end = t.end;
        if (t.kind == SCAN_BROKEN) {
            out->broken = true;
            out->broken_at = t.start;
            return true;
        }
        follow(&shape, s, t);
    }
}
