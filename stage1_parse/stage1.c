// stage1.c - the entry files, one after another, into one catalog.

#include "stage1_parse/stage1.h"

#include "stage1_parse/syntax.h"
#include "stage1_parse/walk.h"

#include <errno.h>
#include <string.h>

static void parse_sql(Walk *w, const Stage1Input *input, Str path)
{
    Diag *d = eval_diag(w->e);
    Str text;
    bool found = load(input->loader, w->arena, path, &text);
    int error = errno;
    uint32_t file = diag_file(d, path);
    if (!found)
        diag_error(d, (Span){file, 0, 0}, DIAG_W100, "cannot read the file: %s",
                   file_why(error));
    else if (syntax_check_text(text, file, d))
        read_sql(w, path, text, file);
}

// With one file there is nothing to be ahead of.
static void parse_ahead(Walk *w, const Stage1Input *input)
{
    Str *paths = arena_many(eval_arena(w->e), Str, input->n_paths);
    size_t n = 0;
    for (size_t i = 0; i < input->n_paths; i++)
        if (!str_ends(input->paths[i], ".sql"))
            paths[n++] = input->paths[i];
    if (n > 1)
        eval_parse_ahead(w->e, paths, n);
}

// All modules are read before anything that is lazy in Drizzle is looked at.
static void parse_files(Walk *w, const Stage1Input *input)
{
    Arena *a = eval_arena(w->e);
    size_t *counts = arena_many(a, size_t, input->n_paths + 1);
    const Entry **exports = arena_many(a, const Entry *, input->n_paths + 1);
    parse_ahead(w, input);
    for (size_t i = 0; i < input->n_paths; i++) {
        if (str_ends(input->paths[i], ".sql")) {
            parse_sql(w, input, input->paths[i]);
            continue;
        }
        Module *m = eval_module(w->e, input->paths[i]);
        if (m)
            exports[i] = eval_exports(w->e, m, &counts[i]);
    }
    collections_link(w->e);
    for (size_t i = 0; i < input->n_paths; i++)
        walk_exports(w, exports[i], counts[i]);
    Diag *d = eval_diag(w->e);
    walk_finish(w, (Span){input->n_paths ? diag_file(d, input->paths[0]) : 0, 0, 0});
}

void stage1_name_sources(Arena *a, Str root, const Diag *d, Catalog *out)
{
    size_t n = diag_n_files(d);
    Source *sources = arena_many(a, Source, n);
    for (size_t i = 0; i < n; i++) {
        sources[i].path = str_copy(a, diag_path(d, (uint32_t)i + 1));
        sources[i].name = path_relative(a, root.len ? root : S("."), sources[i].path);
    }
    out->sources = sources;
    out->n_sources = n;
}

bool stage1_parse(Arena *a, const Stage1Input *input, Diag *d, Catalog *out)
{
    Arena scratch = {0};
    Collections collections = {0};
    Meaning meaning = {
        .casing = input->casing, .compat = input->compat, .collections = &collections};
    Walk w = {.arena = a};
    w.e = eval_new(&scratch, input->loader, d, &meaning_host, &meaning);
    parse_files(&w, input);
    *out = (Catalog){.tables = w.tables.items,
                     .n_tables = w.tables.n,
                     .views = w.views.items,
                     .n_views = w.views.n,
                     .relations = w.relations.items,
                     .n_relations = w.relations.n,
                     .models = w.models.items,
                     .n_models = w.models.n,
                     .unions = w.unions.items,
                     .n_unions = w.unions.n,
                     .statements = w.statements.items,
                     .n_statements = w.statements.n,
                     .queries = w.queries.items,
                     .n_queries = w.queries.n,
                     .seeds = w.seeds.items,
                     .n_seeds = w.seeds.n};
    stage1_name_sources(a, input->root, d, out);
    arena_free(&scratch);
    return !diag_failed(d);
}
