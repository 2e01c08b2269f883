// words.c - the words of an SQL text, to point at them.

#include "stage3_emit/words.h"

static const WordRange nowhere = {WORD_NONE, WORD_NONE};

Words words_of(Arena *a, Str sql)
{
    SqlText text = sql_lex(a, sql);
    Word *words = arena_many(a, Word, text.n_tokens);
    size_t n = text.n_tokens - 1; // without TOKEN_END
    for (size_t i = 0; i < n; i++) {
        const SqlToken *t = &text.tokens[i];
        words[i] = (Word){.kind = t->kind,
                          .param = t->param,
                          .start = t->at.start,
                          .len = t->at.end - t->at.start,
                          .text = str_cut(sql, t->at.start, t->at.end)};
        if (t->kind == TOKEN_WORD || t->kind == TOKEN_QUOTED)
            words[i].name = sql_unquote(a, words[i].text);
    }
    return (Words){words, n};
}

bool word_is(const Words *w, size_t i, const char *text)
{
    return i < w->n && str_eq_nocase(w->items[i].text, str_z(text));
}

bool word_is_name(const Words *w, size_t i)
{
    return i < w->n &&
           (w->items[i].kind == TOKEN_WORD || w->items[i].kind == TOKEN_QUOTED);
}

bool words_name(const Words *w, Str name)
{
    for (size_t i = 0; i < w->n; i++)
        if (word_is_name(w, i) && str_eq_nocase(w->items[i].name, name))
            return true;
    return false;
}

WordRange words_dotted(const Words *w, size_t i)
{
    WordRange r = {i, i + 1};
    if (!word_is_name(w, i))
        return r;
    while (r.from >= 2 && word_is(w, r.from - 1, ".") && word_is_name(w, r.from - 2))
        r.from -= 2;
    while (word_is(w, r.to, ".") && word_is_name(w, r.to + 1))
        r.to += 2;
    return r;
}

size_t words_at(const Words *w, size_t offset)
{
    for (size_t i = 0; i < w->n; i++)
        if (offset < w->items[i].start + w->items[i].len)
            return i;
    return WORD_NONE;
}

static Str dotted_text(Arena *a, const Words *w, WordRange r)
{
    Buf b = {.arena = a};
    for (size_t i = r.from; i < r.to; i++)
        buf_put(&b, word_is_name(w, i) ? w->items[i].name : w->items[i].text);
    return buf_str(&b);
}

WordRange words_find(Arena *a, const Words *w, Str name)
{
    for (size_t i = 0; i < w->n; i++) {
        if (!word_is_name(w, i))
            continue;
        WordRange r = words_dotted(w, i);
        if (str_eq_nocase(dotted_text(a, w, r), name))
            return r;
        i = r.to - 1;
    }
    return nowhere;
}

static bool is_table_place(const Words *w, size_t i)
{
    static const char *const before[] = {"FROM", "JOIN", "INTO", "UPDATE", ",", "."};
    for (size_t k = 0; i && k < sizeof before / sizeof *before; k++)
        if (word_is(w, i - 1, before[k]))
            return true;
    return false;
}

WordRange words_find_table(const Words *w, Str name)
{
    WordRange any = nowhere;
    for (size_t i = 0; i < w->n; i++) {
        if (!word_is_name(w, i) || !str_eq_nocase(w->items[i].name, name) ||
            word_is(w, i + 1, "."))
            continue;
        if (is_table_place(w, i))
            return (WordRange){i, i + 1};
        if (any.from == WORD_NONE)
            any = (WordRange){i, i + 1};
    }
    return any;
}
