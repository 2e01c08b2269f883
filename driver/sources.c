// sources.c - every file that a weave reads, remembered as it was read.

#include "driver/sources.h"

static bool read_once(void *context, Arena *a, const char *path, Str *out)
{
    (void)a;
    Sources *s = context;
    size_t known = intern_find(&s->paths, str_z(path));
    if (known == STR_NONE) {
        Str text;
        if (!file_read(s->arena, path, &text))
            return false;
        Str name = str_copy(s->arena, str_z(path));
        known = intern_put(s->arena, &s->paths, name);
        *arena_push(s->arena, *s, SourceText) = (SourceText){name, text};
    }
    *out = s->items[known].text;
    return true;
}

static bool list(void *context, Arena *a, const char *path, Str **names, size_t *n)
{
    (void)context;
    return file_list(a, path, names, n);
}

Loader sources_loader(Sources *s)
{
    return (Loader){read_once, s, list};
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
