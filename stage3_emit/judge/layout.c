// layout.c - SQL laid out for reading, as it will stand in the generated source.

#include "stage3_emit/judge/judge.h"

static bool is_blank(Str line)
{
    return str_trim(line).len == 0;
}

static size_t indentation(Str line)
{
    size_t n = 0;
    while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t'))
        n++;
    return n;
}

// The line that begins at *at, which moves behind it.
static Str next_line(Str text, size_t *at)
{
    size_t start = *at;
    size_t len = str_find(str_cut(text, start, text.len), '\n');
    size_t end = len == STR_NONE ? text.len : start + len;
    *at = end + 1;
    return str_cut(text, start, end);
}

// What all lines share; one that follows directly on the opening quote does not count.
static size_t shared_indentation(Str text)
{
    size_t shared = SIZE_MAX;
    for (size_t at = 0, first = 1; at < text.len; first = 0) {
        Str line = next_line(text, &at);
        size_t n = indentation(line);
        if (!is_blank(line) && n < shared && !(first && !n))
            shared = n;
    }
    return shared == SIZE_MAX ? 0 : shared;
}

static Str without_semicolon(const Words *w, Str sql)
{
    size_t n = w->n;
    while (n && word_is(w, n - 1, ";"))
        n--;
    return n == w->n ? sql : str_cut(sql, 0, w->items[n].start);
}

// SQLite lets the text end inside a comment, but not inside its first two characters.
static Str without_open_comment(Arena *a, Str sql)
{
    SqlText text = sql_lex(a, sql);
    if (!text.n_comments)
        return sql;
    SqlAt at = text.comments[text.n_comments - 1];
    Str last = str_cut(sql, at.start, at.end);
    bool open = str_starts(last, "/*") && (last.len < 4 || !str_ends(last, "*/"));
    return open ? str_cut(sql, 0, at.start) : sql;
}

static bool has_long_literal(const Words *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (str_find(w->items[i].text, '\n') != STR_NONE)
            return true;
    return false;
}

static Str dedent(Arena *a, Str sql)
{
    Buf out = {.arena = a};
    size_t shared = shared_indentation(sql), n_blank = 0;
    for (size_t at = 0, first = 1; at < sql.len; first = 0) {
        Str line = next_line(sql, &at);
        if (is_blank(line)) {
            n_blank++;
            continue;
        }
        size_t cut = indentation(line) < shared ? indentation(line) : shared;
        for (; out.n && n_blank; n_blank--)
            buf_char(&out, '\n');
        if (out.n)
            buf_char(&out, '\n');
        n_blank = 0;
        line = str_cut(line, first && !indentation(line) ? 0 : cut, line.len);
        while (line.len &&
               (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t' ||
                line.ptr[line.len - 1] == '\r'))
            line.len--;
        buf_put(&out, line);
    }
    return buf_str(&out);
}

// Lines are cut without a look at the words where no literal can be over several, where
// nothing need be cut off the end, and no comment is open.
static bool is_plain(Str sql)
{
    bool quoted = false;
    for (size_t i = 0; i < sql.len; i++) {
        char c = sql.ptr[i];
        if (c == ';' || (c == '*' && i && sql.ptr[i - 1] == '/'))
            return false;
        quoted |= c == '\'' || c == '"' || c == '`' || c == '[';
    }
    return !quoted || str_find(sql, '\n') == STR_NONE;
}

Str sql_layout(Arena *a, Str sql)
{
    if (is_plain(sql))
        return dedent(a, sql);
    Arena mem = {0};
    sql = without_open_comment(&mem, sql);
    Words words = words_of(&mem, sql);
    sql = without_semicolon(&words, sql);
    Str out = has_long_literal(&words) ? str_copy(a, sql) : dedent(a, sql);
    arena_free(&mem);
    return out;
}
