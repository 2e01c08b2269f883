// run.c - what the midstage says, taken word for word and believed only if it is whole.

#define _GNU_SOURCE

#include "stage2_midstage/stage2.h"

#include <string.h>
#include <sys/stat.h>

typedef struct Lines {
    Str *items;
    size_t n, capacity;
} Lines;

static bool take(Str line, const char *word, Str *rest)
{
    if (!str_starts(line, word))
        return false;
    *rest = str_cut(line, strlen(word), line.len);
    return true;
}

CompactStatus midstage_parse(void *self, Compaction *c, Str said)
{
    Midstage *m = self;
    Lines text = {0}, files = {0}, kept = {0};
    m->ended = false;
    m->rubbish = (Str){0};
    for (size_t at = 0; at < said.len;) {
        size_t length = str_find(str_cut(said, at, said.len), '\n');
        bool whole = length != STR_NONE; // a line without its end was cut off
        Str line = str_cut(said, at, whole ? at + length : said.len);
        at += line.len + 1;
        Str rest;
        if (m->ended || !whole)
            m->rubbish = line;
        else if (str_is(line, "END"))
            m->ended = true;
        else if (take(line, "GENERATED:", &rest))
            *arena_push(c->arena, files, Str) = rest;
        else if (take(line, "KEPT:", &rest) && midstage_name_is_plain(rest))
            *arena_push(c->arena, kept, Str) = rest;
        else if (take(line, "TEXT:", &rest))
            *arena_push(c->arena, text, Str) = rest;
        else if (!take(line, "DIAGNOSTIC:", &rest) || !diag_read_wire(c->diag, rest))
            m->rubbish = m->rubbish.len ? m->rubbish : line;
    }
    m->text = text.items;
    m->n_text = text.n;
    m->kept = kept.items;
    m->n_kept = kept.n;
    c->files = files.items;
    c->n_files = files.n;
    return COMPACT_OK;
}

// --- names -------------------------------------------------------------------

bool midstage_name_is_plain(Str name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-.";
    for (size_t i = 0; i < name.len; i++)
        if (!memchr(plain, name.ptr[i], sizeof plain - 1))
            return false;
    return name.len && name.len <= 255 && name.ptr[0] != '.';
}

static Str printable(Arena *a, Str s)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < s.len && i < 200; i++)
        buf_char(&out, (unsigned char)s.ptr[i] < 0x20 ? '?' : s.ptr[i]);
    return buf_str(&out);
}

static bool is_file(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static const char *fault(const Compaction *c, size_t i)
{
    Str name = c->files[i];
    if (!midstage_name_is_plain(name))
        return "is not a plain file name";
    for (size_t k = 0; k < i; k++)
        if (str_eq(c->files[k], name))
            return "was named twice";
    const char *path = str_format(c->arena, "%s/%.*s", c->output, STR_ARG(name)).ptr;
    return is_file(path) ? NULL : "was named but not written";
}

static void verify_files(Compaction *c)
{
    size_t before = diag_count(c->diag);
    for (size_t i = 0; i < c->n_files; i++) {
        const char *wrong = fault(c, i);
        if (wrong)
            diag_error(c->diag, (Span){0}, DIAG_W202,
                       "the midstage generated \"%.*s\", which %s",
                       STR_ARG(printable(c->arena, c->files[i])), wrong);
    }
    Str *found;
    size_t n = 0;
    if (diag_count(c->diag) != before || !file_list(c->arena, c->output, &found, &n) ||
        n == c->n_files)
        return;
    diag_error(c->diag, (Span){0}, DIAG_W202,
               "the midstage named %zu files and wrote %zu", c->n_files, n);
}

CompactStatus midstage_verify(void *self, Compaction *c)
{
    const Midstage *m = self;
    size_t before = diag_count(c->diag);
    if (m->rubbish.len || !m->ended) {
        diag_error(c->diag, (Span){0}, DIAG_W201, "the midstage said %s",
                   m->rubbish.len ? "something that weave does not understand"
                                  : "less than it should: its last line is missing");
        if (m->rubbish.len)
            diag_note(c->diag, (Span){0}, "it said: %.*s",
                      STR_ARG(printable(c->arena, m->rubbish)));
    } else if (c->output)
        verify_files(c);
    if (diag_count(c->diag) != before)
        return compact_fault(c);
    return diag_failed(c->diag) ? COMPACT_INPUT : COMPACT_OK;
}
