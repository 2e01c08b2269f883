// history_write.c - a new migration comes into its folder, whole or not at all.
//
// Until the journal names it, a migration file is nothing: to drizzle's migrators, to
// drizzle-kit and to weave. So that file is written first. Then all of meta is made anew
// beside it, and the two change places in one step.

#define _GNU_SOURCE

#include "migrate/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NOREPLACE = 1, EXCHANGE = 2 }; // musl's headers may lack them

typedef struct Writer {
    Arena *arena;
    const History *history;
    const Chapter *chapter;
    Str meta, fresh, file;
    Str *why;
} Writer;

static bool fail(Writer *w, const char *what, Str path)
{
    *w->why = str_format(w->arena, "cannot %s %.*s: %s", what, STR_ARG(path),
                         strerror(errno));
    return false;
}

static bool write_in(Writer *w, Str directory, Str name, Str text)
{
    Str path = path_join(w->arena, directory, name);
    return file_write_if_changed(path.ptr, text, NULL) || fail(w, "write", path);
}

// What meta has now; nested directories have no business there, and are not touched.
static bool copy_meta(Writer *w)
{
    Str *names = NULL;
    size_t n = 0;
    if (!file_is_directory(w->meta.ptr))
        return true;
    if (!file_list(w->arena, w->meta.ptr, &names, &n))
        return fail(w, "read", w->meta);
    for (size_t i = 0; i < n; i++) {
        Str text, path = path_join(w->arena, w->meta, names[i]);
        if (!file_read(w->arena, path.ptr, &text))
            return fail(w, "read", path);
        if (!write_in(w, w->fresh, names[i], text))
            return false;
    }
    return true;
}

static Str prefix(const Writer *w)
{
    size_t end = str_find(w->chapter->tag, '_');
    return str_cut(w->chapter->tag, 0, end == STR_NONE ? w->chapter->tag.len : end);
}

static bool make_meta(Writer *w)
{
    Arena *a = w->arena;
    Str p = prefix(w);
    if (!file_remove_tree(w->fresh.ptr) || !file_make_directories(w->fresh.ptr))
        return fail(w, "make", w->fresh);
    return copy_meta(w) &&
           write_in(w, w->fresh, str_format(a, "_%.*s_weave.json", STR_ARG(p)),
                    w->chapter->notes) &&
           (!w->chapter->sql.len ||
            (write_in(w, w->fresh, str_format(a, "%.*s_snapshot.json", STR_ARG(p)),
                      w->chapter->snapshot) &&
             write_in(w, w->fresh, S("_journal.json"), w->chapter->journal)));
}

static bool sync_all(Writer *w)
{
    int fd = open(w->fresh.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = fd >= 0 && syncfs(fd) == 0;
    if (fd >= 0)
        close(fd);
    return ok || fail(w, "write to disk", w->fresh);
}

// Where the file system cannot exchange, the journal is what is renamed last.
static bool exchange_file_by_file(Writer *w)
{
    Str *names;
    size_t n;
    if (!file_list(w->arena, w->fresh.ptr, &names, &n))
        return fail(w, "read", w->fresh);
    for (int last = 0; last < 2; last++)
        for (size_t i = 0; i < n; i++)
            if (str_is(names[i], "_journal.json") == (last == 1) &&
                rename(path_join(w->arena, w->fresh, names[i]).ptr,
                       path_join(w->arena, w->meta, names[i]).ptr) != 0)
                return fail(w, "rename", path_join(w->arena, w->fresh, names[i]));
    return true;
}

static bool exchange(Writer *w)
{
    bool present = file_is_directory(w->meta.ptr);
    if (syscall(SYS_renameat2, AT_FDCWD, w->fresh.ptr, AT_FDCWD, w->meta.ptr,
                present ? EXCHANGE : NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return fail(w, "exchange", w->meta);
    if (!present)
        return rename(w->fresh.ptr, w->meta.ptr) == 0 || fail(w, "rename", w->fresh);
    return exchange_file_by_file(w);
}

bool history_write(Arena *a, const History *h, const Chapter *chapter, Str *why)
{
    Writer w = {.arena = a,
                .history = h,
                .chapter = chapter,
                .meta = path_join(a, h->path, S("meta")),
                .fresh = path_join(a, h->path, S(".meta.weave-new")),
                .why = why};
    w.file = path_join(a, h->path, str_format(a, "%.*s.sql", STR_ARG(chapter->tag)));
    if (!file_make_directories(h->path.ptr))
        return fail(&w, "make", h->path);
    bool ok = !chapter->sql.len ||
              file_write_if_changed(w.file.ptr, chapter->sql, NULL) ||
              fail(&w, "write", w.file);
    ok = ok && make_meta(&w) && sync_all(&w) && exchange(&w);
    if (!ok && chapter->sql.len)
        file_remove_tree(w.file.ptr);
    file_remove_tree(w.fresh.ptr);
    return ok;
}
