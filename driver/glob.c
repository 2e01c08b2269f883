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

// "**": here, and in every directory below. rest is "" behind the last one.
static void walk_all(Arena *a, Str directory, Str rest, PathList *out)
{
    if (rest.len)
        walk(a, directory, rest, out);
    else
        *arena_push(a, *out, Str) = directory.len ? directory : S(".");
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
    else if (file_exists(path.ptr) &&
             (is_walkable(path_base(path)) || !file_is_directory(path.ptr)))
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
        walk_all(a, directory, rest, out);
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

// --- order -------------------------------------------------------------------

// Where a byte stands among others, without its case, as JavaScript's localeCompare()
// has it for English. What is not ASCII comes last.
static int rank(char c)
{
    static const char order[] = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789"
                                "abcdefghijklmnopqrstuvwxyz";
    const char *place = strchr(order, c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (place && c)
        return (int)(place - order) + 1;
    return (unsigned char)c < 0x80 ? 0 : (int)sizeof order + (unsigned char)c;
}

static int by_locale(const void *a, const void *b)
{
    Str x = *(const Str *)a, y = *(const Str *)b;
    for (size_t i = 0; i < x.len && i < y.len; i++) {
        int order = rank(x.ptr[i]) - rank(y.ptr[i]);
        if (order)
            return order;
    }
    if (x.len != y.len)
        return x.len < y.len ? -1 : 1;
    return str_cmp(y, x); // a before A
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

// --- all together ------------------------------------------------------------

static void add_new(Arena *a, PathList *out, Str path)
{
    for (size_t i = 0; i < out->n; i++)
        if (str_eq(out->items[i], path))
            return;
    *arena_push(a, *out, Str) = path;
}

static size_t add_directory(Arena *a, PathList *out, Str directory)
{
    Str *names;
    size_t n, added = 0;
    if (!file_list(a, directory.ptr, &names, &n))
        return 0;
    if (n)
        qsort(names, n, sizeof *names, by_bytes);
    for (size_t i = 0; i < n; i++) {
        Str path = path_join(a, directory, names[i]);
        if (!is_source(names[i]) || file_is_directory(path.ptr))
            continue;
        add_new(a, out, path);
        added++;
    }
    return added;
}

size_t glob_expand(Arena *a, Str pattern, PathList *out)
{
    PathList found = {0};
    size_t n = 0;
    Str path = path_join(a, S("."), pattern);
    if (file_exists(path.ptr) || !is_pattern(path))
        *arena_push(a, found, Str) = path;
    else
        expand_braces(a, path, &found);
    if (found.n)
        qsort(found.items, found.n, sizeof(Str), by_locale);
    for (size_t i = 0; i < found.n; i++)
        if (file_is_directory(found.items[i].ptr)) {
            n += add_directory(a, out, found.items[i]);
        } else {
            add_new(a, out, found.items[i]);
            n++;
        }
    return n;
}
