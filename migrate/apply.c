// apply.c - a migration folder applied to a database file, and its state there.

#include "migrate/apply.h"

#include "runtime/weave_sqlite.h"

#include <stdio.h>
#include <string.h>

enum { BUSY_MILLISECONDS = 5000, EXIT_INPUT = 1, EXIT_WORLD = 3 };

// What SQLite's code says is the world's, or the input's fault.
static bool is_the_worlds(WeaveStatus status, int code)
{
    switch (status) {
    case WEAVE_BUSY:
    case WEAVE_FULL:
    case WEAVE_NOMEM:
    case WEAVE_UNKNOWN: return true;
    case WEAVE_ERROR: return (code & 0xff) != SQLITE_ERROR;
    default: return false;
    }
}

// db is t->db, or another on the same connection.
static void say_message(const Target *t, WeaveDb *db)
{
    bool busy = (weave_sqlite_code(db) & 0xff) == SQLITE_BUSY;
    fprintf(stderr, "weave: %s: %s%s\n", t->path, weave_message(db),
            busy ? ": another program has kept it for 5 seconds; when it is done, run "
                   "this again"
                 : "");
}

int target_fail(Target *t, WeaveStatus status)
{
    if (is_the_worlds(status, weave_sqlite_code(t->db))) {
        say_message(t, t->db);
        return EXIT_WORLD;
    }
    migrations_report(t->catalog, t->migrations, t->db, t->diag, SEVERITY_ERROR);
    return EXIT_INPUT;
}

int target_open(Target *t, const char *path, TargetMode mode)
{
    static const int flags[] = {
        [TARGET_READ] = SQLITE_OPEN_READONLY,
        [TARGET_WRITE] = SQLITE_OPEN_READWRITE,
        [TARGET_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    t->path = path;
    t->migrations = migrations_of(t->arena, t->catalog, t->diag);
    int rc = sqlite3_open_v2(path, &t->sqlite, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_busy_timeout(t->sqlite, BUSY_MILLISECONDS);
    if (rc == SQLITE_OK && weave_wrap(NULL, t->sqlite, 0, &t->db) == WEAVE_OK)
        return 0;
    fprintf(stderr, "weave: cannot open %s: %s\n", path,
            rc == SQLITE_OK ? weave_message(t->db)
            : t->sqlite     ? sqlite3_errmsg(t->sqlite)
                            : sqlite3_errstr(rc));
    return EXIT_WORLD;
}

int64_t target_version(Target *t)
{
    sqlite3_stmt *stmt = NULL;
    int64_t version = -1;
    if (sqlite3_prepare_v2(t->sqlite, "PRAGMA data_version", -1, &stmt, NULL) ==
            SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        version = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return version;
}

// A write that failed (no room) leaves its undoing to who reads next: that is still us, and
// the file is not left larger than it was.
void target_close(Target *t)
{
    if (t->sqlite)
        sqlite3_exec(t->sqlite, "PRAGMA schema_version", NULL, NULL, NULL);
    if (weave_close(t->db) != WEAVE_OK)
        weave_bug("%s", weave_message(t->db));
    sqlite3_close(t->sqlite);
    t->sqlite = NULL;
    t->db = NULL;
}

int target_states(Target *t, WeaveMigrationState **states, size_t *unknown)
{
    *states = arena_many(t->arena, WeaveMigrationState, t->migrations->count);
    WeaveStatus status = weave_migration_states(t->db, t->migrations, *states, unknown);
    return status == WEAVE_OK ? 0 : target_fail(t, status);
}

int target_migrate(Target *t, WeaveMigrationState **states, size_t *applied)
{
    size_t unknown;
    *applied = 0;
    int status = target_states(t, states, &unknown);
    if (status != 0)
        return status;
    WeaveStatus said = weave_migrate(t->db, t->migrations, applied);
    return said == WEAVE_OK ? 0 : target_fail(t, said);
}

int target_run(Target *t, const Str *statements, size_t n, int64_t version)
{
    WeaveStep *steps = arena_many(t->arena, WeaveStep, n);
    for (size_t i = 0; i < n; i++)
        steps[i] = (WeaveStep){"the plan", str_zero(t->arena, statements[i])};
    WeaveMigration plan = {.name = "the plan", .hash = "", .steps = steps, .count = n};
    WeaveStatus status = weave_run_migration(t->db, &plan, version);
    if (status == WEAVE_OK)
        return 0;
    say_message(t, t->db);
    return is_the_worlds(status, weave_sqlite_code(t->db)) ? EXIT_WORLD : EXIT_INPUT;
}

// --- seeds -------------------------------------------------------------------

static void report_seed(Target *t, const WeaveSchema *schema, WeaveDb *db)
{
    const char *place = weave_place(db), *said = weave_message(db);
    Span at = t->catalog->seeds[0].at;
    for (size_t i = 0; i < schema->n_seeds; i++)
        if (schema->seeds[i].place == place)
            at = t->catalog->seeds[i].at;
    size_t len = strlen(place);
    bool named = len && strncmp(said, place, len) == 0;
    diag_error(t->diag, at, DIAG_W342, "%s", named ? said + len + 2 : said);
}

static WeaveStatus seed(Target *t, const WeaveSchema *schema, WeaveDb **db)
{
    WeaveStatus status = weave_wrap(schema, t->sqlite, WEAVE_OPEN_UNCHECKED, db);
    return status == WEAVE_OK ? weave_seed(*db) : status;
}

int target_seed(Target *t, size_t *inserted)
{
    const Catalog *c = t->catalog;
    WeaveStep *seeds = arena_many(t->arena, WeaveStep, c->n_seeds);
    WeaveSchema schema = {
        .ddl = "", .shape = "", .seeds = seeds, .n_seeds = c->n_seeds};
    for (size_t i = 0; i < c->n_seeds; i++)
        seeds[i] = (WeaveStep){
            .place = migrations_place(t->arena, c, t->diag, c->seeds[i].at).ptr,
            .sql = c->seeds[i].sql.ptr};
    sqlite3_int64 before = sqlite3_total_changes64(t->sqlite);
    WeaveDb *db;
    WeaveStatus status = seed(t, &schema, &db);
    *inserted =
        status == WEAVE_OK ? (size_t)(sqlite3_total_changes64(t->sqlite) - before) : 0;
    bool worlds = is_the_worlds(status, weave_sqlite_code(db));
    if (worlds)
        say_message(t, db);
    else if (status != WEAVE_OK)
        report_seed(t, &schema, db);
    if (weave_close(db) != WEAVE_OK)
        weave_bug("%s", weave_message(db));
    return worlds ? EXIT_WORLD : status == WEAVE_OK ? 0 : EXIT_INPUT;
}

const char *state_name(WeaveMigrationState state)
{
    static const char *const names[] = {"pending", "applied", "edited", "late"};
    return names[state];
}
