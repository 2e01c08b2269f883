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
