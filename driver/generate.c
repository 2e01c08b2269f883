// generate.c - `weave migrate generate`: the next migration of the folder.

#include "driver/generate.h"

#include "driver/consent.h"
#include "driver/progress.h"
#include "driver/try.h"

#include <errno.h>
#include <string.h>
#include <time.h>

static int refuse(Weave *w, Str why)
{
    diag_error(w->project.diag, (Span){0}, DIAG_W343, "%.*s", STR_ARG(why));
    return 1;
}

// --- schemas -----------------------------------------------------------------

int schema_today(Weave *w, Schema *out)
{
    Arena *a = w->project.arena;
    int status = stage_read(w);
    Str why;
    size_t n;
    if (status != 0)
        return status;
    const Ddl *ddl = catalog_ddl(a, &w->catalog, &n);
    if (!schema_is_accepted(w, ddl, n))
        return 1;
    return schema_of_catalog(a, &w->catalog, out, &why) ? 0 : refuse(w, why);
}

int schema_of_folder(Weave *w, Schema *out, History *history)
{
    Project *p = &w->project;
    const Statement *failed;
    Str why;
    if (!p->config.migrations.len)
        p->config.migrations = S("drizzle");
    p->disagree = LINT_ERROR; // it is asked for
    int status = stage_folder(w);
    if (status != 0)
        return status;
    if (!schema_of_migrations(p->arena, &w->catalog, out, &failed, &why)) {
        diag_error(p->diag, failed ? failed->at : (Span){0}, DIAG_W340, "%.*s",
                   STR_ARG(why));
        return 1;
    }
    if (!history_read(p->arena, sources_loader(&p->sources), p->config.migrations,
                      history, &why))
        return refuse(w, why);
    history_mark(history, out);
    return 0;
}

int schema_of_database(Weave *w, sqlite3 **db, Schema *out)
{
    const char *path = w->project.options->db;
    Str why;
    int code =
        sqlite3_open_v2(path, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        sqlite3_busy_timeout(*db, 5000);
        shadow_teach(*db);
        if (schema_read(w->project.arena, *db, out, &why))
            return 0;
    }
    fprintf(stderr, "weave: cannot read %s: %s\n", path, sqlite3_errmsg(*db));
    return 3;
}

// --- the plan ----------------------------------------------------------------

static Hint *given_hints(Weave *w, size_t *n)
{
    const Options *o = w->project.options;
    Hint *hints = arena_many(w->project.arena, Hint, o->renames.n + o->drops.n + 1);
    *n = 0;
    for (size_t i = 0; i < o->renames.n; i++) {
        Str text = o->renames.items[i];
        size_t equals = str_find(text, '=');
        hints[(*n)++] =
            (Hint){str_cut(text, 0, equals), str_cut(text, equals + 1, text.len)};
    }
    for (size_t i = 0; i < o->drops.n; i++)
        hints[(*n)++] = (Hint){.from = o->drops.items[i]};
    return hints;
}

int make_plan(Weave *w, const Schema *from, const Schema *to, Plan *out)
{
    Arena *a = w->project.arena;
    size_t n;
    Hint *hints = given_hints(w, &n);
    PlanStatus status = plan_make(out, a, from, to, hints, n);
    if (status == PLAN_ASKS) {
        int answered = consent_on_names(w, &out->match, &hints, &n);
        if (answered != 0)
            return answered;
        status = plan_make(out, a, from, to, hints, n);
    }
    if (status == PLAN_BUG)
        weave_bug("%.*s", STR_ARG(out->why));
    return status == PLAN_OK ? 0 : refuse(w, out->why);
}

// --- generate ----------------------------------------------------------------

// "add_score": of the first thing that changes, in letters that any file system has.
static Str make_name(Weave *w, const Changes *changes)
{
    static const char *const verbs[] = {
        [CHANGE_TABLE_ADDED] = "create",    [CHANGE_TABLE_DROPPED] = "drop",
        [CHANGE_TABLE_RENAMED] = "rename",  [CHANGE_TABLE_ALTERED] = "alter",
        [CHANGE_COLUMN_ADDED] = "add",      [CHANGE_COLUMN_DROPPED] = "drop",
        [CHANGE_COLUMN_RENAMED] = "rename", [CHANGE_COLUMN_ALTERED] = "alter",
        [CHANGE_OBJECT_ADDED] = "add",      [CHANGE_OBJECT_DROPPED] = "drop",
        [CHANGE_OBJECT_ALTERED] = "alter"};
    const char *given = w->project.options->name;
    Buf b = {.arena = w->project.arena};
    if (given)
        buf_z(&b, given);
    else if (changes->n) {
        const Change *c = &changes->items[0];
        buf_format(&b, "%s_%.*s", verbs[c->kind],
                   STR_ARG(c->table.len ? c->table : c->name));
    } else
        buf_z(&b, "settle");
    Str name = buf_str(&b);
    char *out = arena_many(w->project.arena, char, name.len + 1);
    for (size_t i = 0; i < name.len; i++)
        out[i] = (name.ptr[i] >= '0' && name.ptr[i] <= '9') ||
                         ((name.ptr[i] | 0x20) >= 'a' && (name.ptr[i] | 0x20) <= 'z')
                     ? name.ptr[i]
                     : '_';
    return (Str){out, name.len};
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec * 1000 + (double)(now.tv_nsec / 1000000);
}

// The database must stand where the folder ends: else what is rehearsed is not what
// will be done.
static int open_database(Weave *w, const Schema *folder, sqlite3 **db)
{
    Schema real;
    if (!w->project.options->db)
        return 0;
    int status = schema_of_database(w, db, &real);
    if (status != 0 || schema_equal(&real, folder))
        return status;
    return refuse(w,
                  str_format(w->project.arena,
                             "%s is not what the folder's migrations make: \"weave "
                             "migrate up\" applies them, \"weave diff\" shows the rest",
                             w->project.options->db));
}

static int judge_plan(Weave *w, const Plan *plan, const Schema *folder,
                      const History *history)
{
    Judgement j;
    sqlite3 *db = NULL;
    int status = open_database(w, folder, &db);
    JudgeInput in = {.statements = plan->statements,
                     .n_statements = plan->n_statements,
                     .before = folder,
                     .db = db,
                     .released = history->queries,
                     .n_released = history->n_queries,
                     .released_operations = history->n_tables > 0};
    if (status == 0 && !judge(w->project.arena, &in, &j)) {
        weave_complain(3, j.why);
        status = 3;
    } else if (status == 0)
        status = consent(w, &in, &j);
    if (status == 0 && j.held >= 0)
        report(w->project.options, "rehearsed on %s: %lld rows are where they were",
               w->project.options->db, (long long)j.held);
    sqlite3_close(db);
    return status;
}

static int write_chapter(Weave *w, const History *history, const Chapter *chapter)
{
    Str why;
    if (w->project.options->dry) {
        printf("%.*s\n", STR_ARG(chapter->sql));
        return 0;
    }
    if (!history_write(w->project.arena, history, chapter, &why)) {
        weave_complain(3, why);
        return 3;
    }
    if (chapter->sql.len)
        report(w->project.options, "wrote %.*s/%.*s.sql", STR_ARG(history->path),
               STR_ARG(chapter->tag));
    return 0;
}

// Only keys or queries may be others: they are noted with the last migration.
static int keep_notes(Weave *w, const History *history, const Schema *today)
{
    const Catalog *c = &w->catalog;
    if (history->id.len && c->n_migrations) {
        Chapter notes = {.tag = c->migrations[c->n_migrations - 1].name,
                         .notes =
                             history_notes(w->project.arena, c, today, history->id)};
        int status = write_chapter(w, history, &notes);
        if (status != 0)
            return status;
    }
    report(w->project.options, "nothing changed since the last migration");
    return 0;
}

// 1.0's snapshots hold the schema as 1.0 reads it (unique columns as constraints, other
// names of keys), which is not as weave makes it: its next diff would undo ours.
static int refuse_folders(Weave *w)
{
    if (!w->catalog.settings.migrations_by_name)
        return 0;
    return refuse(w, str_format(w->project.arena,
                                "%.*s is a folder of drizzle-kit 1.0: weave judges and "
                                "applies its migrations (\"weave migrate up\"), and "
                                "writes 0.31's only: \"drizzle-kit generate\" writes "
                                "the next",
                                STR_ARG(w->project.config.migrations)));
}

int run_generate(Weave *w)
{
    Schema today, folder;
    History history;
    Plan plan;
    int status = schema_today(w, &today);
    if (status == 0)
        status = schema_of_folder(w, &folder, &history);
    if (status == 0)
        status = refuse_folders(w);
    if (status == 0)
        status = make_plan(w, &folder, &today, &plan);
    if (status != 0)
        return status;
    if (plan.n_statements == 0)
        return keep_notes(w, &history, &today);
    status = judge_plan(w, &plan, &folder, &history);
    if (status != 0)
        return status;
    for (size_t i = 0; i < plan.changes.n; i++)
        report(w->project.options, "%.*s",
               STR_ARG(change_words(w->project.arena, &plan.changes.items[i])));
    Chapter chapter = history_chapter(w->project.arena, &history, &w->catalog, &today,
                                      make_name(w, &plan.changes), plan.statements,
                                      plan.n_statements, now_ms());
    return write_chapter(w, &history, &chapter);
}
