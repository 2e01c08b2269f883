// migrate.c - the commands that touch a database.

#include "driver/migrate.h"

#include "driver/consent.h"
#include "driver/generate.h"
#include "driver/progress.h"
#include "migrate/sqltext.h"

#include <string.h>

int open_target(Weave *w, TargetMode mode, Target *t)
{
    const Options *o = w->project.options;
    if (!o->db)
        return options_refuse("%s wants a database: --db FILE", o->command);
    *t = (Target){
        .arena = w->project.arena, .catalog = &w->catalog, .diag = w->project.diag};
    return target_open(t, o->db, mode);
}

// --- migrate -----------------------------------------------------------------

typedef struct Statements {
    Str *items;
    size_t n, capacity;
} Statements;

// What is pending, one statement after another; false if the runtime will refuse it.
static bool list_pending(const Target *t, const WeaveMigrationState *states,
                         Statements *out)
{
    for (size_t i = 0; i < t->catalog->n_migrations; i++) {
        const Migration *m = &t->catalog->migrations[i];
        if (states[i] == WEAVE_MIGRATION_EDITED || states[i] == WEAVE_MIGRATION_LATE)
            return false;
        for (size_t k = 0; states[i] == WEAVE_MIGRATION_PENDING && k < m->n_statements;
             k++) {
            SqlList list = sql_statements(t->arena, m->statements[k].sql);
            for (size_t s = 0; s < list.n; s++)
                *arena_push(t->arena, *out, Str) = list.items[s];
        }
    }
    return true;
}

// How often what somebody else changed while it was judged is judged again.
enum { JUDGED_AGAIN = 20 };

// What is pending, judged. in->n_statements is 0 if there is nothing to judge.
static int judge_once(Target *t, JudgeInput *in, Schema *before, Judgement *j)
{
    WeaveMigrationState *states;
    size_t unknown;
    Statements pending = {0};
    Str why = {0};
    *in = (JudgeInput){.before = before, .db = t->sqlite};
    int status = target_states(t, &states, &unknown);
    if (status != 0 || unknown || !list_pending(t, states, &pending) || !pending.n)
        return status;
    in->statements = pending.items;
    in->n_statements = pending.n;
    if (schema_read(t->arena, t->sqlite, before, &why) && judge(t->arena, in, j))
        return 0;
    weave_complain(3, why.len ? why : j->why);
    return 3;
}

// The Sentinel looks at all that is pending, before any of it is done. Others may be
// migrating meanwhile: what was judged then is not what is there.
static int judge_pending(Weave *w, Target *t)
{
    for (int i = 0;; i++) {
        JudgeInput in;
        Schema before;
        Judgement j = {0};
        int64_t version = target_version(t);
        int status = judge_once(t, &in, &before, &j);
        bool same = version == target_version(t) || i == JUDGED_AGAIN;
        if (same)
            return status == 0 && in.n_statements ? consent(w, &in, &j) : status;
    }
}

static int up(Weave *w, Target *t)
{
    int judged = judge_pending(w, t);
    if (judged != 0)
        return judged;
    WeaveMigrationState *before;
    size_t applied, left;
    int status = target_migrate(t, &before, &applied);
    left = applied;
    for (size_t i = 0; i < t->migrations->count && left > 0; i++)
        if (before[i] == WEAVE_MIGRATION_PENDING) {
            report(w->project.options, "applied %s", t->migrations->items[i].name);
            left--;
        }
    if (status == 0 && applied == 0)
        report(w->project.options, "nothing is pending in %s", t->path);
    return status;
}

static void print_json(const Target *t, const WeaveMigrationState *states,
                       size_t unknown)
{
    printf("{\"migrations\":[");
    for (size_t i = 0; i < t->migrations->count; i++) {
        const WeaveMigration *m = &t->migrations->items[i];
        printf("%s{\"name\":\"", i ? "," : "");
        for (const char *c = m->name; *c; c++)
            if ((unsigned char)*c < 0x20)
                printf("\\u%04x", *c);
            else
                printf(*c == '"' || *c == '\\' ? "\\%c" : "%c", *c);
        printf("\",\"state\":\"%s\",\"hash\":\"%s\",\"createdAt\":%lld}",
               state_name(states[i]), m->hash, (long long)m->created_at);
    }
    printf("],\"unknown\":%zu}\n", unknown);
}

static void print_states(const Target *t, const WeaveMigrationState *states,
                         size_t unknown)
{
    for (size_t i = 0; i < t->migrations->count; i++)
        printf("%-8s %s\n", state_name(states[i]), t->migrations->items[i].name);
    if (unknown)
        printf("%-8s %zu newer, not known here\n", "unknown", unknown);
}

// 1 if nothing can be applied as it is.
static int show(Weave *w, Target *t)
{
    WeaveMigrationState *states;
    size_t unknown;
    int status = target_states(t, &states, &unknown);
    if (status != 0)
        return status;
    (w->project.options->json ? print_json : print_states)(t, states, unknown);
    for (size_t i = 0; i < t->migrations->count; i++)
        if (states[i] == WEAVE_MIGRATION_EDITED || states[i] == WEAVE_MIGRATION_LATE)
            return 1;
    return unknown > 0;
}

int run_migrate(Weave *w)
{
    Project *p = &w->project;
    const char *verb = p->options->argument;
    if (verb && strcmp(verb, "generate") == 0)
        return run_generate(w);
    bool goes_up = verb && strcmp(verb, "up") == 0;
    if (verb && strcmp(verb, "down") == 0)
        return options_refuse(
            "no migration has a way down: change the schema back, and "
            "\"weave migrate generate\" writes the way");
    if (!goes_up && !(verb && strcmp(verb, "status") == 0))
        return options_refuse(
            "migrate wants to know what: migrate generate, migrate up, "
            "migrate status");
    if (!p->config.migrations.len)
        p->config.migrations = S("drizzle");
    p->disagree = LINT_ERROR; // it is asked for
    Target t = {0};
    int status = stage_folder(w);
    if (status == 0)
        status = open_target(w, goes_up ? TARGET_CREATE : TARGET_READ, &t);
    if (status == 0)
        status = goes_up ? up(w, &t) : show(w, &t);
    target_close(&t);
    return status;
}

// --- seed --------------------------------------------------------------------

int run_seed(Weave *w)
{
    const Options *o = w->project.options;
    Target t = {0};
    size_t inserted = 0;
    int status = stage_read(w);
    if (status == 0)
        status = open_target(w, TARGET_WRITE, &t);
    if (status == 0 && w->catalog.n_seeds)
        status = target_seed(&t, &inserted);
    if (status == 0)
        report(o, "%zu rows of %zu inserted into %s", inserted, w->catalog.n_seeds,
               o->db);
    target_close(&t);
    return status;
}
