// push.c - `weave push`: the database becomes what the schema says, without a migration.

#include "driver/consent.h"
#include "driver/generate.h"
#include "driver/migrate.h"
#include "driver/progress.h"

// What the folder remembers helps to tell a rename; a folder there need not be.
static int read_database(Weave *w, Target *t, Schema *out)
{
    Project *p = &w->project;
    History history;
    Str why;
    if (!schema_read(p->arena, t->sqlite, out, &why)) {
        fprintf(stderr, "weave: cannot read %s: %s\n", t->path, why.ptr);
        return 3;
    }
    if (p->config.migrations.len && history_read(p->arena, sources_loader(&p->sources),
                                                 p->config.migrations, &history, &why))
        history_mark(&history, out);
    return 0;
}

static int judge_plan(Weave *w, Target *t, const Schema *before, const Plan *plan)
{
    Judgement j;
    JudgeInput in = {.statements = plan->statements,
                     .n_statements = plan->n_statements,
                     .before = before,
                     .db = t->sqlite};
    if (judge(w->project.arena, &in, &j))
        return consent(w, &in, &j);
    weave_complain(3, j.why);
    return 3;
}

static void tell_done(Weave *w, const Target *t, const Plan *plan)
{
    for (size_t i = 0; i < plan->changes.n; i++)
        report(w->project.options, "%.*s",
               STR_ARG(change_words(w->project.arena, &plan->changes.items[i])));
    if (plan->n_statements == 0)
        report(w->project.options, "%s is what the schema says", t->path);
}

static int push(Weave *w, Target *t, const Schema *today)
{
    Schema there;
    Plan plan;
    int64_t version = target_version(t);
    int status = read_database(w, t, &there);
    if (status == 0)
        status = make_plan(w, &there, today, &plan);
    if (status == 0 && plan.n_statements)
        status = judge_plan(w, t, &there, &plan);
    if (status == 0 && plan.n_statements)
        status = target_run(t, plan.statements, plan.n_statements, version);
    if (status == 0)
        tell_done(w, t, &plan);
    return status;
}

int run_push(Weave *w)
{
    Schema today;
    Target t = {0};
    int status = schema_today(w, &today);
    if (status == 0)
        status = open_target(w, TARGET_CREATE, &t);
    if (status == 0)
        status = push(w, &t, &today);
    target_close(&t);
    return status;
}
