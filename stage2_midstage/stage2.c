// stage2.c - the compactor whose programs are C and whose database is SQLite.

#include "stage2_midstage/stage2.h"

static void compile_all(Midstage *m, Compaction *c, StepList *steps)
{
    toolchain_compile(m->tools, c, MIDSTAGE_MAIN, steps, &m->objects);
    toolchain_compile_users(m->tools, c, steps, &m->objects);
}

// The first round compiles, the second links: a link wants all objects.
static CompactStatus compile(void *self, Compaction *c, CompactStep **steps, size_t *n)
{
    Midstage *m = self;
    StepList list = {0};
    CompactStatus status = COMPACT_OK;
    if (m->round == 0)
        compile_all(m, c, &list);
    if (m->round == 1 || (m->round == 0 && !list.n)) {
        status = toolchain_link(m->tools, c, S("midstage"), &m->objects, &list);
        m->round++;
    }
    m->round++;
    *steps = list.items;
    *n = list.n;
    return status;
}

static CompactStatus run(void *self, Compaction *c, Command *out)
{
    const Midstage *m = self;
    size_t n = 0;
    while (m->arguments && m->arguments[n])
        n++;
    const char **argv = arena_many(c->arena, const char *, n + 3);
    argv[0] = str_format(c->arena, "%s/midstage", c->directory).ptr;
    argv[1] = "--wire";
    for (size_t i = 0; i < n; i++)
        argv[2 + i] = m->arguments[i];
    out->argv = argv;
    return COMPACT_OK;
}

const Compactor midstage_compactor = {
    .name = "midstage",
    .generate = midstage_generate,
    .compile = compile,
    .run = run,
    .parse = midstage_parse,
    .verify = midstage_verify,
};
