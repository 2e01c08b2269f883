// db.c - connections: opened, made ready, closed.

#include "runtime/internal.h"

#include <pthread.h>
#include <string.h>

// --- fork --------------------------------------------------------------------

// A counter that only a child raises, before it has threads, is cheaper than
// asking for the process id at each query.
unsigned db_forks;

static void count_fork(void)
{
    db_forks++;
}

static int watch_failed;

static void watch_forks(void)
{
    watch_failed = pthread_atfork(NULL, NULL, count_fork);
}

// --- making ready ------------------------------------------------------------

// "größe %" is "größe\x20\x25": no name can look like something else.
static void weave_name(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    const unsigned char *name = sqlite3_value_text(argv[0]);
    if (!name)
        return;
    sqlite3_str *text = sqlite3_str_new(sqlite3_context_db_handle(context));
    for (; *name; name++)
        if (*name >= 0x80 || *name == '_' || (*name >= '0' && *name <= '9') ||
            (*name >= 'A' && *name <= 'Z') || (*name >= 'a' && *name <= 'z'))
            sqlite3_str_appendchar(text, 1, (char)*name);
        else
            sqlite3_str_appendf(text, "\\x%02x", *name);
    int rc = sqlite3_str_errcode(text);
    char *result = sqlite3_str_finish(text);
    if (rc == SQLITE_OK && result)
        sqlite3_result_text(context, result, -1, sqlite3_free);
    else if (rc == SQLITE_OK)
        sqlite3_result_text(context, "", 0, SQLITE_STATIC);
    else
        sqlite3_result_error_code(context, rc);
}

static int set_option(sqlite3 *sqlite, int option, int on)
{
    return sqlite3_db_config(sqlite, option, on, (int *)NULL);
}

// Registering again would pull the functions from under prepared statements.
static int is_ready(sqlite3 *sqlite, bool *ready)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(sqlite, "PRAGMA module_list", -1, &stmt, NULL);
    if (rc != SQLITE_OK)
        return rc;
    while (!*ready && sqlite3_step(stmt) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(stmt, 0);
        *ready = name && strcmp(name, "weave_list") == 0;
    }
    return sqlite3_finalize(stmt);
}

int weave_prepare_connection(sqlite3 *sqlite)
{
    bool ready = false;
    int rc = sqlite3_extended_result_codes(sqlite, 1);
    if (rc == SQLITE_OK)
        rc = set_option(sqlite, SQLITE_DBCONFIG_DQS_DML, 0);
    if (rc == SQLITE_OK)
        rc = set_option(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0);
    if (rc == SQLITE_OK)
        rc = set_option(sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    if (rc == SQLITE_OK)
        rc = is_ready(sqlite, &ready);
    if (rc != SQLITE_OK || ready)
        return rc;
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    rc = sqlite3_create_function_v2(sqlite, "weave_name", 1, flags, NULL, weave_name,
                                    NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = tuple_register(sqlite);
    if (rc == SQLITE_OK)
        rc = fetch_register(sqlite);
    return rc == SQLITE_OK ? list_register(sqlite) : rc;
}

static int make_ready(WeaveDb *db)
{
    int rc = weave_prepare_connection(db->sqlite);
    return rc == SQLITE_OK ? fetch_of(db->sqlite, &db->fetching) : rc;
}

// --- opening -----------------------------------------------------------------

enum { BUSY_MILLISECONDS = 5000 };

static WeaveStatement want_wal = {
    .place = "weave_open",
    .sql = "PRAGMA journal_mode = WAL",
};
static WeaveStatement sync_normal = {
    .place = "weave_open",
    .sql = "PRAGMA synchronous = NORMAL",
};

// Where there can be no write-ahead log the journal stays as it was, and so does
// synchronous = FULL, which that journal needs.
static WeaveStatus choose_journal(WeaveDb *db)
{
    bool fresh;
    WeaveQuery q = query_begin(db, &want_wal, &fresh);
    weave_step(&q);
    WeaveText mode = weave_read_text(&q, 0);
    bool wal = mode.ptr && strcmp(mode.ptr, "wal") == 0;
    WeaveStatus status = weave_end(&q);
    if (status == WEAVE_OK && wal)
        status = query_run(db, &sync_normal);
    if (status != WEAVE_OK)
        db->failure.place = NULL; // the path will be said
    return status;
}

static WeaveStatus open_file(WeaveDb *db, const char *path, unsigned flags)
{
    int mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE;
    if (flags & WEAVE_OPEN_READONLY)
        mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY;
    else if (flags & WEAVE_OPEN_CREATE)
        mode |= SQLITE_OPEN_CREATE;
    int rc = sqlite3_open_v2(path, &db->sqlite, mode, NULL);
    if (rc != SQLITE_OK && db->sqlite)
        rc = sqlite3_extended_errcode(db->sqlite);
    if (rc == SQLITE_OK)
        rc = sqlite3_busy_timeout(db->sqlite, BUSY_MILLISECONDS);
    if (rc == SQLITE_OK)
        rc = make_ready(db);
    if (rc != SQLITE_OK)
        return db_fail_sqlite(db, NULL, rc);
    return flags & WEAVE_OPEN_READONLY ? WEAVE_OK : choose_journal(db);
}

// As the midstage does it: after making ready, before the DDL.
static WeaveStatus register_functions(WeaveDb *db)
{
    if (!db->schema->register_functions)
        return WEAVE_OK;
    int rc = db->schema->register_functions(db->sqlite);
    if (rc == SQLITE_OK)
        return WEAVE_OK;
    WeaveStatus status = db_fail_sqlite(db, NULL, rc);
    db_fail_prefix(db, "weave_register() failed");
    return status;
}

// Creates, migrates and checks what the flags say.
static WeaveStatus adopt_schema(WeaveDb *db, unsigned flags)
{
    bool create = (flags & WEAVE_OPEN_CREATE) && !(flags & WEAVE_OPEN_READONLY);
    if (!db->schema)
        return WEAVE_OK;
    const WeaveMigrations *migrations = db->schema->migrations;
    WeaveStatus status = register_functions(db);
    db->checked = !(flags & WEAVE_OPEN_UNCHECKED);
    db->schema_version = INT64_MIN; // none: the first check compares
    if (status == WEAVE_OK && create)
        status = schema_create(db);
    if (status == WEAVE_OK && migrations && (flags & WEAVE_OPEN_MIGRATE))
        status = migrations->migrator->migrate(db, migrations, NULL);
    if (status != WEAVE_OK || !db->checked)
        return status;
    status = schema_check(db, NULL);
    return migrations ? migrations->migrator->check(db, migrations, status) : status;
}

static WeaveDb *new_db(const WeaveSchema *schema)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (pthread_once(&once, watch_forks) != 0 || watch_failed)
        return NULL;
    WeaveDb *db = sqlite3_malloc64(sizeof *db);
    if (db)
        *db = (WeaveDb){.schema = schema, .fork = fork_count()};
    return db;
}

// What failed to open keeps its message, and nothing of SQLite.
static WeaveStatus give_up(WeaveDb *db, WeaveStatus status)
{
    statement_free_all(db);
    if (!db->wrapped)
        sqlite3_close(db->sqlite);
    db->sqlite = NULL;
    return status;
}

WeaveStatus weave_open(const WeaveSchema *schema, const char *path, unsigned flags,
                       WeaveDb **out)
{
    if (flags & WEAVE_OPEN_UNCOUNTED)
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); // does nothing if it is too late
    WeaveDb *db = *out = new_db(schema);
    if (!db)
        return WEAVE_NOMEM;
    WeaveStatus status = open_file(db, path, flags);
    if (status == WEAVE_OK)
        status = adopt_schema(db, flags);
    if (status == WEAVE_OK)
        return status;
    db_fail_prefix(db, path);
    return give_up(db, status);
}

WeaveStatus weave_wrap(const WeaveSchema *schema, sqlite3 *sqlite, unsigned flags,
                       WeaveDb **out)
{
    WeaveDb *db = *out = new_db(schema);
    if (!db)
        return WEAVE_NOMEM;
    db->wrapped = true;
    db->sqlite = sqlite;
    int rc = make_ready(db);
    WeaveStatus status =
        rc == SQLITE_OK ? adopt_schema(db, flags) : db_fail_sqlite(db, NULL, rc);
    return status == WEAVE_OK ? WEAVE_OK : give_up(db, status);
}

// --- using -------------------------------------------------------------------

WeaveStatus db_usable(WeaveDb *db, const char *place)
{
    if (db->fork != fork_count()) {
        // SQLite's locks are as another thread left them: not even a free is safe.
        db->failure =
            (Failure){.place = place, .what = "the connection is from before fork()"};
        return WEAVE_MISUSE;
    }
    if (!db->sqlite)
        return db_fail(db, place, WEAVE_MISUSE, "the database is not open");
    if (transaction_lost(db))
        return db_fail(
            db, place, WEAVE_ERROR,
            "SQLite has rolled the transaction back: weave_rollback() first");
    return db->drifted ? schema_check(db, place) : WEAVE_OK;
}

sqlite3 *weave_handle(WeaveDb *db)
{
    return db ? db->sqlite : NULL;
}

int64_t weave_changes(WeaveDb *db)
{
    return db && db->sqlite ? sqlite3_changes64(db->sqlite) : 0;
}

int64_t weave_last_rowid(WeaveDb *db)
{
    return db && db->sqlite ? sqlite3_last_insert_rowid(db->sqlite) : 0;
}

// --- closing -----------------------------------------------------------------

static WeaveStatus refuse_close(WeaveDb *db)
{
    const char *place = NULL;
    for (int i = 0; i < db->n_slots && !place; i++)
        for (int way = 0; way < N_WAYS; way++)
            if (db->slots[i].by[way].busy)
                place = db->slots[i].statement->place;
    return db_fail(db, place, WEAVE_MISUSE, "the query has not been ended");
}

static WeaveStatus close_sqlite(WeaveDb *db)
{
    if (db->n_open > 0)
        return refuse_close(db);
    while (db->wrapped && db->depth > 0)
        if (weave_rollback(db) != WEAVE_OK)
            break;
    if (db->watch)
        db->watch->close(db);
    statement_free_all(db);
    if (db->wrapped)
        return WEAVE_OK;
    int rc = sqlite3_close(db->sqlite);
    return rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(db, "weave_close", rc);
}

WeaveStatus weave_close(WeaveDb *db)
{
    if (!db || db->fork != fork_count()) // the parent's: see db_usable()
        return WEAVE_OK;
    WeaveStatus status = db->sqlite ? close_sqlite(db) : WEAVE_OK;
    if (status != WEAVE_OK)
        return status;
    sqlite3_free(db->failure.text);
    sqlite3_free(db->failure.line);
    sqlite3_free(db);
    return WEAVE_OK;
}
