// emit.c - checked queries in, C files out.

#include "base/hash.h"
#include "stage3_emit/emit/plan.h"

#include <stdlib.h>

typedef struct Files {
    EmittedFile *items;
    size_t n, capacity;
} Files;

static EmittedFile *add(const Plan *p, Files *files, Str stem, const char *ending,
                        Str text)
{
    Arena *a = p->arena;
    EmittedFile *f = arena_push(a, *files, EmittedFile);
    *f = (EmittedFile){.name = str_format(a, "%.*s.gen.%s", STR_ARG(stem), ending),
                       .text = text.len ? str_copy(a, text) : text};
    return f;
}

static void add_both(const Plan *p, Files *files, Str stem, Str header, Str source)
{
    add(p, files, stem, "h", header);
    add(p, files, stem, "c", source);
}

// The same with memory of its own for what is emitted next: laying out a text leaves ten
// times as much behind.
static void plan_in(Plan *copy, const Plan *p, Arena *scratch)
{
    arena_clear(scratch);
    *copy = *p;
    copy->arena = scratch;
}

static void add_names(EmittedFile *f, Arena *a, const Plan *own, const ModulePlan *m)
{
    Intern names = {0};
    plan_names(own, m, &names);
    uint64_t *hashes = arena_many(a, uint64_t, names.n);
    for (size_t i = 0; i < names.n; i++)
        hashes[i] = hash_str(HASH_START, names.items[i]);
    f->names = hashes;
    f->n_names = names.n;
}

// own has memory of its own.
static void add_module(const Plan *p, const Plan *own, const ModulePlan *m,
                       Files *files)
{
    Str stem = plan_stem(p, m);
    Str header = m->kept ? (Str){0} : emit_module_header(own, m);
    Str source = m->kept ? (Str){0} : emit_module_source(own, m);
    EmittedFile *f = add(p, files, stem, "h", header);
    f->module = m->name;
    if (!m->kept)
        add_names(f, p->arena, own, m);
    add(p, files, stem, "c", source)->module = m->name;
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
    add_both(&p, &out, S("db"), emit_db_header(&own), emit_db_source(&own));
    plan_in(&own, &p, &scratch);
    add_both(&p, &out, S("db-tables"), emit_tables_header(&own),
             emit_tables_source(&own));
    for (size_t i = 0; i < p.n_modules; i++) {
        plan_in(&own, &p, &scratch);
        add_module(&p, &own, &p.modules[i], &out);
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
