// sources.c - every file that a weave reads, remembered as it was read.

#include "driver/sources.h"

#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>

// --- what else was asked -----------------------------------------------------

static uint64_t hash_names(const Str *names, size_t n)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < n; i++)
        hash = hash_str(hash, names[i]);
    return hash;
}

uint64_t sources_answer(Arena *a, AskedKind kind, Str name)
{
    Str *names;
    size_t n;
    const char *path = str_zero(a, name), *value;
    switch (kind) {
    case ASKED_ABSENT: return file_exists(path);
    case ASKED_LIST: return file_list(a, path, &names, &n) ? hash_names(names, n) : 0;
    default: value = getenv(path); return value ? hash_str(1, str_z(value)) : 0;
    }
}

static void note(Sources *s, AskedKind kind, const char *name, uint64_t answer)
{
    Str question = str_format(s->arena, "%d%s", (int)kind, name);
    if (intern_find(&s->questions, question) != STR_NONE)
        return;
    intern_put(s->arena, &s->questions, question);
    *arena_push(s->arena, s->asked, Asked) =
        (Asked){kind, str_cut(question, 1, question.len), answer};
}

// --- the loader --------------------------------------------------------------

static bool read_once(void *context, Arena *a, const char *path, Str *out)
{
    (void)a;
    Sources *s = context;
    size_t known = intern_find(&s->paths, str_z(path));
    if (known == STR_NONE) {
        Str text;
        if (!file_read(s->arena, path, &text)) {
            int error = errno;
            note(s, ASKED_ABSENT, path, file_exists(path));
            errno = error;
            return false;
        }
        Str name = str_copy(s->arena, str_z(path));
        known = intern_put(s->arena, &s->paths, name);
        *arena_push(s->arena, *s, SourceText) = (SourceText){name, text};
    }
    *out = s->items[known].text;
    return true;
}

static bool list(void *context, Arena *a, const char *path, Str **names, size_t *n)
{
    Sources *s = context;
    bool found = file_list(a, path, names, n);
    int error = errno;
    note(s, ASKED_LIST, path, found ? hash_names(*names, *n) : 0);
    errno = error;
    return found;
}

static const char *variable(void *context, const char *name)
{
    Sources *s = context;
    note(s, ASKED_VARIABLE, name,
         sources_answer(s->arena, ASKED_VARIABLE, str_z(name)));
    return getenv(name);
}

Loader sources_loader(Sources *s)
{
    return (Loader){read_once, s, list, variable};
}

Str sources_find_changed(const Sources *s)
{
    Arena scratch = {0};
    Str changed = {0};
    for (size_t i = 0; i < s->n && !changed.len; i++) {
        ArenaMark mark = arena_mark(&scratch);
        Str text;
        if (!file_read(&scratch, s->items[i].path.ptr, &text) ||
            !str_eq(text, s->items[i].text))
            changed = s->items[i].path;
        arena_reset(&scratch, mark);
    }
    arena_free(&scratch);
    return changed;
}

// As make reads it: a space, '#' and '\' stand behind a backslash, '$' behind another.
static void put_path(Buf *out, Str path)
{
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (c == ' ' || c == '#' || c == '\\')
            buf_char(out, '\\');
        if (c == '$')
            buf_char(out, '$');
        buf_char(out, c);
    }
}

bool sources_write_depfile(const Sources *s, const char *path, Str target,
                           const Str *more, size_t n)
{
    Buf rule = {.arena = s->arena};
    put_path(&rule, target);
    buf_char(&rule, ':');
    for (size_t i = 0; i < s->n + n; i++) {
        buf_z(&rule, " \\\n  ");
        put_path(&rule, i < s->n ? s->items[i].path : more[i - s->n]);
    }
    buf_char(&rule, '\n');
    return file_write_if_changed(path, buf_str(&rule), NULL);
}
