// eval_ahead.c - files parsed many at a time, before they are asked for one by one.
//
// What is wrong with a file is said when it is asked for: then it is parsed once more.

#include "stage1_parse/eval_parts.h"

void eval_parse_ahead(Eval *e, const Str *paths, size_t n)
{
    Ahead *ahead = &e->ahead;
    size_t before = ahead->n;
    Str text;
    for (size_t i = 0; i < n; i++) {
        Str path = path_join(e->arena, S("."), paths[i]);
        if (map_find(&e->modules, path) ||
            intern_find(&ahead->paths, path) != STR_NONE ||
            !load(e->loader, e->arena, path, &text))
            continue;
        intern_put(e->arena, &ahead->paths, path);
        *arena_push(e->arena, *ahead, Syntax) = (Syntax){.path = path, .text = text};
    }
    syntax_parse_ahead(e->arena, ahead->items + before, ahead->n - before, 0);
}

bool eval_parse(Eval *e, Str path, Str text, Syntax *out)
{
    size_t known = intern_find(&e->ahead.paths, path);
    if (known == STR_NONE || !e->ahead.items[known].root)
        return syntax_parse(e->arena, path, text, e->diag, out);
    *out = e->ahead.items[known];
    out->file = diag_file(e->diag, path);
    return true;
}

// Where "./users" and "./users.js" mostly are; another place is looked at in time.
static void guess(Eval *e, Str base, Str *paths, size_t *n)
{
    if (str_ends(base, ".js"))
        base = str_cut(base, 0, base.len - 3);
    if (str_ends(base, ".ts"))
        paths[(*n)++] = base;
    else {
        paths[(*n)++] = str_format(e->arena, "%.*s.ts", STR_ARG(base));
        paths[(*n)++] = str_format(e->arena, "%.*s/index.ts", STR_ARG(base));
    }
}

void eval_parse_stars(Eval *e, const Module *m)
{
    if (m->stars.n < 2)
        return;
    Str directory = path_directory(e->arena, m->syntax.path);
    Str *paths = arena_many(e->arena, Str, m->stars.n * 2);
    size_t n = 0;
    for (size_t i = 0; i < m->stars.n; i++)
        if (!m->stars.items[i].followed && str_starts(m->stars.items[i].source, "."))
            guess(e, path_join(e->arena, directory, m->stars.items[i].source), paths,
                  &n);
    eval_parse_ahead(e, paths, n);
}
