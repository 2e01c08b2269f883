// glob.c - what schema paths stand for.

#include "driver/glob.h"

#include "base/file.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

// 000001_media.down.sql undoes a migration: it is nothing that a schema is made of.
static bool leads_back(Str name)
{
    return str_ends(name, ".down.sql");
}

static bool is_source(Str name)
{
    static const char *const endings[] = {".ts",  ".mts", ".cts", ".js",
                                          ".mjs", ".cjs", ".sql"};
    if (str_ends(name, ".d.ts") || str_ends(name, ".config.ts") || leads_back(name) ||
        str_starts(name, "."))
        return false;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (str_ends(name, endings[i]))
            return true;
    return false;
}

static bool is_pattern(Str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (memchr("*?[{", s.ptr[i], 4))
            return true;
    return false;
}

static Str below(Arena *a, Str directory, Str name)
{
    return directory.len ? path_join(a, directory, name) : str_copy(a, name);
}

static const char *to_list(Arena *a, Str directory)
{
    return directory.len ? str_zero(a, directory) : ".";
}

// --- walking -----------------------------------------------------------------

static void walk(Arena *a, Str directory, Str rest, PathList *out);

static bool is_walkable(Str name)
{
    return !str_starts(name, ".") && !str_is(name, "node_modules");
}

// "**": here, and in every directory below.
static void walk_all(Arena *a, Str directory, Str rest, PathList *out)
{
    walk(a, directory, rest, out);
    Str *names;
    size_t n;
    if (!file_list(a, to_list(a, directory), &names, &n))
        return;
    for (size_t i = 0; i < n; i++) {
        Str path = below(a, directory, names[i]);
        if (is_walkable(names[i]) && file_is_directory(path.ptr))
            walk_all(a, path, rest, out);
    }
}

static void reach(Arena *a, Str path, Str rest, bool last, PathList *out)
{
    if (!last)
        walk(a, path, rest, out);
    else if (file_exists(path.ptr) && !file_is_directory(path.ptr))
        *arena_push(a, *out, Str) = path;
}

// Adds what matches rest below directory.
static void walk(Arena *a, Str directory, Str rest, PathList *out)
{
    size_t slash = str_find(rest, '/');
    bool last = slash == STR_NONE;
    Str part = last ? rest : str_cut(rest, 0, slash);
    rest = last ? (Str){0} : str_cut(rest, slash + 1, rest.len);
    if (str_is(part, "**")) {
        walk_all(a, directory, last ? S("*") : rest, out);
        return;
    }
    if (!is_pattern(part)) {
        Str path =
            part.len ? below(a, directory, part) : (directory.len ? directory : S("/"));
        reach(a, path, rest, last, out);
        return;
    }
    Str *names;
    size_t n;
    if (!file_list(a, to_list(a, directory), &names, &n))
        return;
    const char *pattern = str_zero(a, part);
    for (size_t i = 0; i < n; i++)
        if (fnmatch(pattern, names[i].ptr, FNM_PERIOD) == 0 &&
            !(last && leads_back(names[i])))
            reach(a, below(a, directory, names[i]), rest, last, out);
}

// --- braces ------------------------------------------------------------------

// Where the brace that opens at start ends, or STR_NONE.
static size_t closing(Str s, size_t start)
{
    size_t depth = 0;
    for (size_t i = start; i < s.len; i++) {
        depth += s.ptr[i] == '{';
        if (s.ptr[i] == '}' && --depth == 0)
            return i;
    }
    return STR_NONE;
}

// "a{b,c}d" is "abd" and "acd".
static void expand_braces(Arena *a, Str s, PathList *out)
{
    size_t open = str_find(s, '{');
    size_t close = open == STR_NONE ? STR_NONE : closing(s, open);
    if (close == STR_NONE) {
        walk(a, (Str){0}, s, out);
        return;
    }
    size_t depth = 0, start = open + 1;
    for (size_t i = start; i <= close; i++) {
        bool ends = depth == 0 && (s.ptr[i] == ',' || i == close);
        depth += s.ptr[i] == '{';
        depth -= s.ptr[i] == '}' && i != close;
        if (!ends)
            continue;
        Str one = str_format(a, "%.*s%.*s%.*s", STR_ARG(str_cut(s, 0, open)),
                             STR_ARG(str_cut(s, start, i)),
                             STR_ARG(str_cut(s, close + 1, s.len)));
        expand_braces(a, one, out);
        start = i + 1;
    }
}

// --- all together ------------------------------------------------------------

static void list_directory(Arena *a, Str directory, PathList *out)
{
    Str *names;
    size_t n;
    if (!file_list(a, directory.ptr, &names, &n))
        return;
    for (size_t i = 0; i < n; i++) {
        Str path = path_join(a, directory, names[i]);
        if (is_source(names[i]) && !file_is_directory(path.ptr))
            *arena_push(a, *out, Str) = path;
    }
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

static void add_new(Arena *a, PathList *out, Str path)
{
    for (size_t i = 0; i < out->n; i++)
        if (str_eq(out->items[i], path))
            return;
    *arena_push(a, *out, Str) = path;
}

size_t glob_expand(Arena *a, Str pattern, PathList *out)
{
    PathList found = {0};
    Str path = path_join(a, S("."), pattern);
    if (file_is_directory(path.ptr))
        list_directory(a, path, &found);
    else if (file_exists(path.ptr) || !is_pattern(path))
        *arena_push(a, found, Str) = path;
    else
        expand_braces(a, path, &found);
    if (found.n)
        qsort(found.items, found.n, sizeof(Str), by_bytes);
    for (size_t i = 0; i < found.n; i++)
        add_new(a, out, found.items[i]);
    return found.n;
}
