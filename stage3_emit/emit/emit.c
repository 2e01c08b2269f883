// emit.c - checked queries in, C files out.

#include "stage3_emit/emit/plan.h"

#include <stdlib.h>

typedef struct Files {
    EmittedFile *items;
    size_t n, capacity;
} Files;

static void add(const Plan *p, Files *files, Str stem, Str header, Str source)
{
    Arena *a = p->arena;
    *arena_push(a, *files, EmittedFile) =
        (EmittedFile){str_format(a, "%.*s.gen.h", STR_ARG(stem)), str_copy(a, header)};
    *arena_push(a, *files, EmittedFile) =
        (EmittedFile){str_format(a, "%.*s.gen.c", STR_ARG(stem)), str_copy(a, source)};
}

// The same with memory of its own for what is emitted next: laying out a text leaves ten
// times as much behind.
static void plan_in(Plan *copy, const Plan *p, Arena *scratch)
{
    arena_free(scratch);
    *copy = *p;
    copy->arena = scratch;
}

static int by_name(const void *left, const void *right)
{
    return str_cmp(((const EmittedFile *)left)->name,
                   ((const EmittedFile *)right)->name);
}

bool emit_files(Arena *a, const Checked *c, Diag *d, EmittedFile **files, size_t *n)
{
    Plan p = plan_make(a, c, d);
    plan_check(&p, d);
    if (diag_failed(d))
        return false;
    Files out = {0};
    Arena scratch = {0};
    Plan own;
    plan_in(&own, &p, &scratch);
    add(&p, &out, S("db"), emit_db_header(&own), emit_db_source(&own));
    plan_in(&own, &p, &scratch);
    add(&p, &out, S("db-tables"), emit_tables_header(&own), emit_tables_source(&own));
    for (size_t i = 0; i < p.n_modules; i++) {
        plan_in(&own, &p, &scratch);
        add(&p, &out, name_snake(a, p.modules[i].name),
            emit_module_header(&own, &p.modules[i]),
            emit_module_source(&own, &p.modules[i]));
    }
    arena_free(&scratch);
    qsort(out.items, out.n, sizeof *out.items, by_name);
    *files = out.items;
    *n = out.n;
    return true;
}

Str emit_prototype(Arena *a, const Checked *c, const CheckedQuery *q)
{
    Plan p = plan_make(a, c, NULL);
    for (size_t i = 0; i < p.n_modules; i++)
        for (size_t j = 0; j < p.modules[i].n_queries; j++)
            if (p.modules[i].queries[j].statements == q) {
                CWriter w = {.out.arena = a};
                put_prototype(&w, &p.modules[i].queries[j], ";");
                return cw_end(&w);
            }
    return (Str){0};
}
