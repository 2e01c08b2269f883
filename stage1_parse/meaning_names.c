// meaning_names.c - how names change between TypeScript and SQL.

#include "stage1_parse/meaning.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static size_t run(Str s, size_t i, bool upper)
{
    while (i < s.len &&
           (upper ? is_upper(s.ptr[i]) : is_lower(s.ptr[i]) || is_digit(s.ptr[i])))
        i++;
    return i;
}

// The word that begins at i, by drizzle-orm's [\da-z]+|[A-Z]+(?![a-z])|[A-Z][\da-z]+;
// i if none does.
static size_t word_end(Str s, size_t i)
{
    if (!is_upper(s.ptr[i]))
        return run(s, i, false);
    size_t end = run(s, i, true);
    if (end < s.len && is_lower(s.ptr[end]))
        end--;
    if (end > i)
        return end;
    return run(s, i + 1, false);
}

static Str without_quotes(Arena *a, Str s)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < s.len; i++) {
        Str rest = str_cut(s, i, s.len);
        if (str_starts(rest, "\xE2\x80\x99"))
            i += 2;
        else if (s.ptr[i] != '\'')
            buf_char(&out, s.ptr[i]);
    }
    return buf_str(&out);
}

static void put_word(Buf *b, Str word, bool lower_first, bool lower_rest)
{
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        bool lower = i == 0 ? lower_first : lower_rest;
        if (lower && is_upper(c))
            c = (char)(c + 32);
        else if (!lower && i == 0 && is_lower(c))
            c = (char)(c - 32);
        buf_char(b, c);
    }
}

Str casing_snake(Arena *a, Str name)
{
    Buf out = {.arena = a};
    Str s = without_quotes(a, name);
    for (size_t i = 0; i < s.len;) {
        size_t end = word_end(s, i);
        if (end > i) {
            if (out.n)
                buf_char(&out, '_');
            put_word(&out, str_cut(s, i, end), true, true);
        }
        i = end > i ? end : i + 1;
    }
    return buf_str(&out);
}

Str casing_camel(Arena *a, Str name)
{
    Buf out = {.arena = a};
    Str s = without_quotes(a, name);
    for (size_t i = 0; i < s.len;) {
        size_t end = word_end(s, i);
        if (end > i)
            put_word(&out, str_cut(s, i, end), out.n == 0, out.n == 0);
        i = end > i ? end : i + 1;
    }
    return buf_str(&out);
}

Str name_of_group(Arena *a, Str group)
{
    static const char *const tails[] = {"Queries", "Query"};
    Str stem = group;
    for (size_t i = 0; i < 2; i++)
        if (str_ends(group, tails[i]) && group.len > str_z(tails[i]).len) {
            stem = str_cut(group, 0, group.len - str_z(tails[i]).len);
            break;
        }
    Str snake = casing_snake(a, stem);
    return snake.len ? snake : group;
}

Str name_of_file(Arena *a, Str path)
{
    Str base = path_base(path);
    size_t dot = str_find_last(base, '.');
    Str stem = dot == STR_NONE || dot == 0 ? base : str_cut(base, 0, dot);
    Str snake = casing_snake(a, stem);
    return snake.len ? snake : stem;
}
