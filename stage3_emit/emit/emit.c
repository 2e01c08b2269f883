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
    arena_clear(scratch);
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
        add(&p, &out, plan_stem(&p, &p.modules[i]),
            emit_module_header(&own, &p.modules[i]),
            emit_module_source(&own, &p.modules[i]));
    }
    arena_free(&scratch);
    qsort(out.items, out.n, sizeof *out.items, by_name);
    *files = out.items;
    *n = out.n;
    return true;
}

static bool put_query_of(CWriter *w, const QueryPlan *queries, size_t n,
                         const CheckedQuery *q)
{
    for (size_t i = 0; i < n; i++)
        if (queries[i].statements == q) {
            put_prototype(w, &queries[i], ";");
            return true;
        }
    return false;
}

static bool put_operation_of(CWriter *w, const ModelPlan *m, const CheckedQuery *q)
{
    for (size_t i = 0; i < m->n_operations; i++)
        if (m->operations[i].query.statements == q) {
            put_operation_prototype(w, m, &m->operations[i], ";");
            return true;
        }
    return put_query_of(w, m->reads, m->n_reads, q);
}

Str emit_prototype(Arena *a, const Checked *c, const CheckedQuery *q)
{
    Plan p = plan_make(a, c, NULL);
    CWriter w = {.out.arena = a};
    for (size_t i = 0; i < p.n_modules; i++) {
        const ModulePlan *m = &p.modules[i];
        bool found = put_query_of(&w, m->queries, m->n_queries, q);
        for (size_t k = 0; k < m->n_models && !found; k++)
            found = put_operation_of(&w, &m->models[k], q);
        if (found)
            return cw_end(&w);
    }
    return (Str){0};
}
