// migrations.c - whether the migrations make the schema, and the seeds fit it.

#include "stage3_emit/judge/migrations.h"

#include "migrate/migrations.h"
#include "runtime/weave_sqlite.h"

typedef struct Trial {
    Arena *arena;
    const Catalog *catalog;
    Diag *diag;
    Severity severity; // of what is wrong with the migrations
    sqlite3 *sqlite;
    WeaveDb *db;
} Trial;

static bool open_empty(Trial *t, const Checked *c, RegisterFunctions register_functions)
{
    WeaveSchema *schema = arena_new(t->arena, WeaveSchema);
    *schema = (WeaveSchema){.ddl = c->ddl.ptr,
                            .shape = c->shape.ptr,
                            .register_functions = register_functions};
    bool ok = sqlite3_open_v2(":memory:", &t->sqlite,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                  SQLITE_OPEN_NOMUTEX,
                              NULL) == SQLITE_OK &&
              weave_wrap(schema, t->sqlite, WEAVE_OPEN_UNCHECKED, &t->db) == WEAVE_OK;
    if (!ok)
        diag_error(t->diag, (Span){0}, DIAG_W300,
                   "cannot open a database in memory: %s",
                   t->db ? weave_message(t->db) : "out of memory");
    return ok;
}

static bool close_all(Trial *t, bool ok)
{
    bool closed = weave_close(t->db) == WEAVE_OK; // null is allowed
    sqlite3_close(t->sqlite);
    return closed && ok;
}

// --- migrations --------------------------------------------------------------

static bool is_the_schema(Trial *t, const Checked *c)
{
    char *shape = NULL, *difference = NULL;
    if (weave_schema_shape(t->sqlite, &shape) == SQLITE_OK)
        difference = weave_shape_difference(c->shape.ptr, shape);
    bool same = difference && !*difference;
    const Migration *last = &t->catalog->migrations[t->catalog->n_migrations - 1];
    if (!same) {
        diag_report(t->diag, t->severity, last->at, DIAG_W341,
                    "the migrations do not make the schema: %s",
                    difference ? difference : "out of memory");
        diag_note(t->diag, (Span){0},
                  "\"weave migrate generate\" writes what is missing");
    }
    sqlite3_free(shape);
    sqlite3_free(difference);
    return same;
}

static bool try_migrations(Trial *t, const Checked *c)
{
    const WeaveMigrations *m = migrations_of(t->arena, t->catalog, t->diag);
    if (weave_migrate(t->db, m, NULL) == WEAVE_OK)
        return is_the_schema(t, c);
    migrations_report(t->catalog, m, t->db, t->diag, t->severity);
    return false;
}

// --- seeds -------------------------------------------------------------------

static int run(Trial *t, const char *sql)
{
    return sqlite3_exec(t->sqlite, sql, NULL, NULL, NULL);
}

static bool refuse_seed(Trial *t, const Seed *seed, const char *why)
{
    diag_error(t->diag, seed->at, DIAG_W342, "cannot insert this row into %.*s: %s",
               STR_ARG(seed->table), why);
    return false;
}

static bool try_seed(Trial *t, const Seed *seed, sqlite3_int64 *rowid)
{
    if (run(t, seed->sql.ptr) != SQLITE_OK)
        return refuse_seed(t, seed, sqlite3_errmsg(t->sqlite));
    *rowid = sqlite3_last_insert_rowid(t->sqlite);
    return sqlite3_changes(t->sqlite) == 1 ||
           refuse_seed(t, seed, "another row has its key, or it is another row again");
}

// The first row that has no parent, known again by its rowid.
static bool parents_are_there(Trial *t, const sqlite3_int64 *rowids)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(t->sqlite, "PRAGMA foreign_key_check", -1, &stmt, NULL) !=
        SQLITE_OK)
        return true; // a key to what cannot be one: said when it is used
    while (!found && sqlite3_step(stmt) == SQLITE_ROW) {
        Str table = str_z((const char *)sqlite3_column_text(stmt, 0));
        for (size_t i = 0; i < t->catalog->n_seeds && !found; i++) {
            const Seed *seed = &t->catalog->seeds[i];
            found = str_eq_nocase(seed->table, table) &&
                    rowids[i] == sqlite3_column_int64(stmt, 1);
            if (found)
                refuse_seed(t, seed,
                            str_format(t->arena, "it has no parent in %s",
                                       sqlite3_column_text(stmt, 2))
                                .ptr);
        }
    }
    sqlite3_finalize(stmt);
    return !found;
}

static bool try_seeds(Trial *t)
{
    size_t n = t->catalog->n_seeds;
    sqlite3_int64 *rowids = arena_many(t->arena, sqlite3_int64, n);
    bool ok = run(t, "BEGIN; PRAGMA defer_foreign_keys = ON") == SQLITE_OK;
    for (size_t i = 0; i < n; i++)
        ok = try_seed(t, &t->catalog->seeds[i], &rowids[i]) && ok;
    ok = parents_are_there(t, rowids) && ok;
    return run(t, ok ? "COMMIT" : "ROLLBACK") == SQLITE_OK && ok;
}

// --- both --------------------------------------------------------------------

static bool make_tables(Trial *t, const Checked *c)
{
    return run(t, c->ddl.ptr) == SQLITE_OK; // it was accepted before
}

bool check_migrations(Arena *a, RegisterFunctions register_functions, Diag *d,
                      Checked *out)
{
    const Catalog *c = out->catalog;
    bool must = c->settings.migrations_disagree == LINT_ERROR;
    Trial t = {.arena = a,
               .catalog = c,
               .diag = d,
               .severity = must ? SEVERITY_ERROR : SEVERITY_WARNING};
    bool ok = true;
    if (c->n_migrations) {
        ok = open_empty(&t, out, register_functions);
        out->migrates = ok && try_migrations(&t, out);
        ok = close_all(&t, ok) && (out->migrates || !must);
    }
    if (!ok || !c->n_seeds)
        return ok;
    // The tables are the schema's whichever way they were made.
    ok = open_empty(&t, out, register_functions) && make_tables(&t, out) &&
         try_seeds(&t);
    return close_all(&t, ok);
}
