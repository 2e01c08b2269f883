// migrate.c - applies the migrations that a database lacks.

#include "runtime/ledger.h"

#include <string.h>

static const char place[] = "weave_migrate";

// --- statements --------------------------------------------------------------

// Past blanks, comments and semicolons, as SQLite skips them.
static const char *first_word(const char *sql)
{
    for (;;) {
        sql += strspn(sql, " \t\r\n\f;");
        if (strncmp(sql, "--", 2) == 0)
            sql += strcspn(sql, "\n");
        else if (strncmp(sql, "/*", 2) == 0) {
            const char *close = strstr(sql + 2, "*/");
            sql = close ? close + 2 : sql + strlen(sql);
        } else if (strncmp(sql, "\xef\xbb\xbf", 3) == 0)
            sql += 3;
        else
            return sql;
    }
}

// What would end the transaction, or cannot stand in one; or null.
static const char *forbidden(const char *sql)
{
    static const char *const words[] = {"BEGIN",    "COMMIT",    "END",
                                        "ROLLBACK", "SAVEPOINT", "RELEASE",
                                        "VACUUM",   "ATTACH",    "DETACH"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        char next = sqlite3_strnicmp(sql, words[i], (int)len) == 0 ? sql[len] : '_';
        if (next != '_' && !(next >= '0' && next <= '9') && !((next | 32) >= 'a'))
            return words[i];
    }
    return NULL;
}

static WeaveStatus run_one(Ledger *l, const WeaveStep *s, const char **sql)
{
    const char *word = forbidden(*sql);
    if (word)
        return ledger_fail(
            l, s->place, WEAVE_MISUSE,
            sqlite3_mprintf("%s cannot stand in a migration, which is one "
                            "transaction together with its row in %s",
                            word, l->m->table));
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(l->db->sqlite, *sql, -1, &stmt, sql);
    if (rc == SQLITE_OK) {
        while (sqlite3_step(stmt) == SQLITE_ROW)
            ;
        rc = sqlite3_finalize(stmt);
    }
    return rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(l->db, s->place, rc);
}

// Between two breakpoints may stand several statements, or a comment alone.
static WeaveStatus run_statement(Ledger *l, const WeaveStep *s)
{
    WeaveStatus status = WEAVE_OK;
    const char *sql = first_word(s->sql);
    while (*sql && status == WEAVE_OK) {
        status = run_one(l, s, &sql);
        sql = status == WEAVE_OK ? first_word(sql) : sql;
    }
    return status;
}

// --- what must be as it was --------------------------------------------------

// What drizzle-kit writes about foreign_keys has no effect inside a transaction, where
// its own migrator puts it.
typedef struct Guards {
    int foreign_keys, legacy_alter;
} Guards;

static WeaveStatus lower_guards(WeaveDb *db, Guards *g)
{
    if (!sqlite3_get_autocommit(db->sqlite) || db->n_open > 0)
        return db_fail(db, place, WEAVE_MISUSE,
                       "a transaction or a query is open: end it first");
    int rc = sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, -1,
                               &g->foreign_keys);
    if (rc == SQLITE_OK)
        rc = sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, -1,
                               &g->legacy_alter);
    if (rc == SQLITE_OK)
        rc = sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 0, (int *)NULL);
    return rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(db, place, rc);
}

// Setting them makes SQLite prepare all statements anew when they are used next. What
// ends a transaction may not need memory then: it is to be prepared before it begins.
static void raise_guards(WeaveDb *db, const Guards *g)
{
    statement_free_all(db);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, g->foreign_keys,
                      (int *)NULL);
    sqlite3_db_config(db->sqlite, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, g->legacy_alter,
                      (int *)NULL);
}

// What was there before a migration, and must not be less after it.
typedef struct Before {
    char *orphans; // rows without their parent, a line each, sorted
    char *counters;
    bool unchecked; // SQLite cannot tell the orphans
} Before;

static int gather(sqlite3 *sqlite, const char *sql, char **out)
{
    sqlite3_stmt *stmt = NULL;
    *out = NULL;
    int rc = sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_str *text = sqlite3_str_new(NULL);
    while (sqlite3_step(stmt) == SQLITE_ROW)
        sqlite3_str_appendf(text, "%s\n", sqlite3_column_text(stmt, 0));
    rc = sqlite3_finalize(stmt);
    if (rc == SQLITE_OK)
        rc = sqlite3_str_errcode(text);
    *out = sqlite3_str_finish(text);
    return rc;
}

static int gather_orphans(sqlite3 *sqlite, char **out)
{
    return gather(sqlite,
                  "SELECT weave_name(\"table\") || ' row ' || coalesce(rowid, '?') || "
                  "' has no ' || weave_name(parent) FROM pragma_foreign_key_check "
                  "ORDER BY 1",
                  out);
}

// Statements that lift each counter again to where it stands now.
static int gather_counters(sqlite3 *sqlite, char **out)
{
    int rc = gather(
        sqlite,
        "SELECT format('UPDATE sqlite_sequence SET seq = %d WHERE name = %Q AND seq < "
        "%d; INSERT INTO sqlite_sequence SELECT name, %d FROM sqlite_schema s WHERE "
        "name = %Q AND sql LIKE ''%%AUTOINCREMENT%%'' AND NOT EXISTS (SELECT 1 FROM "
        "sqlite_sequence q WHERE q.name = s.name);', seq, name, seq, seq, name)"
        "  FROM sqlite_sequence",
        out);
    return rc == SQLITE_ERROR ? SQLITE_OK : rc; // there is no AUTOINCREMENT
}

static WeaveStatus remember(Ledger *l, Before *b)
{
    sqlite3 *sqlite = l->db->sqlite;
    int rc = gather_orphans(sqlite, &b->orphans);
    b->unchecked = rc == SQLITE_ERROR; // a key to what cannot be one: so it was before
    if (rc == SQLITE_OK || b->unchecked)
        rc = gather_counters(sqlite, &b->counters);
    return rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(l->db, place, rc);
}

static size_t line_len(const char *line)
{
    return strcspn(line, "\n");
}

static int compare_lines(const char *a, const char *b)
{
    size_t n = line_len(a), m = line_len(b);
    int order = memcmp(a, b, n < m ? n : m);
    return order ? order : (n > m) - (n < m);
}

// The first line that is new, or null. Both are sorted.
static const char *find_new(const char *before, const char *after)
{
    for (; *after; after += line_len(after) + 1) {
        while (*before && compare_lines(before, after) < 0)
            before += line_len(before) + 1;
        if (!*before || compare_lines(before, after) != 0)
            return after;
        before += line_len(before) + 1;
    }
    return NULL;
}

static WeaveStatus check_orphans(Ledger *l, const Before *b, const char *name)
{
    char *after;
    if (b->unchecked)
        return WEAVE_OK;
    int rc = gather_orphans(l->db->sqlite, &after);
    if (rc != SQLITE_OK)
        return db_fail_sqlite(l->db, name, rc);
    const char *line = after ? find_new(b->orphans ? b->orphans : "", after) : NULL;
    WeaveStatus status = WEAVE_OK;
    if (line)
        status = ledger_fail(
            l, name, WEAVE_CONSTRAINT,
            sqlite3_mprintf("it would leave rows without their parent: %.*s",
                            (int)line_len(line), line));
    sqlite3_free(after);
    return status;
}

static void forget(Before *b)
{
    sqlite3_free(b->orphans);
    sqlite3_free(b->counters);
}

// --- applying ----------------------------------------------------------------

// A migration that speaks of sqlite_sequence itself knows what it wants.
static bool sets_counters(const WeaveMigration *m)
{
    for (size_t i = 0; i < m->count; i++)
        if (strstr(m->steps[i].sql, "sqlite_sequence"))
            return true;
    return false;
}

static WeaveStatus apply(Ledger *l, const WeaveMigration *m)
{
    Before before = {0};
    WeaveStatus status = remember(l, &before);
    for (size_t i = 0; i < m->count && status == WEAVE_OK; i++)
        status = run_statement(l, &m->steps[i]);
    if (status == WEAVE_OK && before.counters && !sets_counters(m)) {
        int rc = sqlite3_exec(l->db->sqlite, before.counters, NULL, NULL, NULL);
        if (rc != SQLITE_OK)
            status = db_fail_sqlite(l->db, m->name, rc);
    }
    if (status == WEAVE_OK)
        status = check_orphans(l, &before, m->name);
    forget(&before);
    return status;
}

// What must go into one transaction begins at i; the end of it. Where a journal's times
// do not rise, a migration cannot stand without those behind it: it would be late.
static size_t find_group_end(const Ledger *l, size_t i, bool all)
{
    int64_t newest = l->m->items[i].created_at;
    for (i++; i < l->m->count; i++) {
        int64_t time = l->m->items[i].created_at;
        if (l->states[i] == WEAVE_MIGRATION_PENDING && !all &&
            (l->m->by_name || time > newest))
            break;
        if (time > newest)
            newest = time;
    }
    return i;
}

// Inside a transaction: the ledger is read again, now that nobody else writes.
static WeaveStatus apply_group(Ledger *l, bool all, size_t *applied)
{
    WeaveStatus status = ledger_refuse(l);
    size_t i = ledger_find(l, 0, WEAVE_MIGRATION_PENDING);
    *applied = 0;
    if (status != WEAVE_OK || i == l->m->count)
        return status;
    status = ledger_make(l);
    for (size_t stop = find_group_end(l, i, all); i < stop && status == WEAVE_OK; i++)
        if (l->states[i] == WEAVE_MIGRATION_PENDING) {
            status = apply(l, &l->m->items[i]);
            if (status == WEAVE_OK)
                status = ledger_record(l, &l->m->items[i]);
            l->states[i] = WEAVE_MIGRATION_APPLIED;
            ++*applied;
        }
    if (status == WEAVE_OK && all)
        status = schema_seed(l->db);
    bool last = ledger_find(l, 0, WEAVE_MIGRATION_PENDING) == l->m->count;
    return status == WEAVE_OK && last ? schema_check(l->db, place) : status;
}

static WeaveStatus work(WeaveDb *db, const WeaveMigrations *m, bool create,
                        size_t *applied)
{
    Ledger l = {0};
    bool empty = true;
    WeaveStatus status = create ? schema_is_empty(db, &empty) : WEAVE_OK;
    if (status == WEAVE_OK && empty)
        status = ledger_read(&l, db, m);
    if (status == WEAVE_OK && empty)
        status = apply_group(&l, create, applied);
    ledger_close(&l);
    return status;
}

// One transaction; *applied is 0 if there was nothing left to do.
static WeaveStatus transact(WeaveDb *db, const WeaveMigrations *m, bool create,
                            size_t *applied)
{
    *applied = 0;
    WeaveStatus status = weave_begin(db);
    if (status != WEAVE_OK)
        return status;
    status = work(db, m, create, applied);
    if (status == WEAVE_OK && *applied) {
        status = weave_commit(db);
        if (status == WEAVE_OK)
            return status;
    }
    weave_rollback(db);
    if (status != WEAVE_OK)
        *applied = 0;
    return status;
}

static WeaveStatus guarded(WeaveDb *db, const WeaveMigrations *m, bool create,
                           size_t *applied)
{
    Guards guards;
    size_t now;
    WeaveStatus status = lower_guards(db, &guards);
    if (status != WEAVE_OK)
        return status;
    do {
        status = transact(db, m, create, &now);
        *applied += now;
    } while (status == WEAVE_OK && now && !create);
    raise_guards(db, &guards);
    return status;
}

static WeaveStatus create(WeaveDb *db, const WeaveMigrations *m)
{
    size_t applied = 0;
    return guarded(db, m, true, &applied);
}

WeaveStatus weave_migrate(WeaveDb *db, const WeaveMigrations *m, size_t *applied)
{
    size_t nobody = 0;
    applied = applied ? applied : &nobody;
    *applied = 0;
    if (!db || !m)
        return WEAVE_MISUSE;
    db->drifted = false; // what it is to become counts
    WeaveStatus status = db_usable(db, place);
    if (status != WEAVE_OK)
        return status;
    Ledger l;
    status = ledger_read(&l, db, m);
    if (status == WEAVE_OK)
        status = ledger_refuse(&l);
    bool pending =
        status == WEAVE_OK && ledger_find(&l, 0, WEAVE_MIGRATION_PENDING) < m->count;
    ledger_close(&l);
    return pending ? guarded(db, m, false, applied) : status;
}

// --- without a ledger --------------------------------------------------------

static WeaveStatus check_version(WeaveDb *db, int64_t expected)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(db->sqlite, "PRAGMA data_version", -1, &stmt, NULL);
    if (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW &&
        sqlite3_column_int64(stmt, 0) != expected) {
        sqlite3_finalize(stmt);
        return db_fail(db, place, WEAVE_BUSY, "the database has changed meanwhile");
    }
    rc = sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(db, place, rc);
}

static WeaveStatus run_alone(WeaveDb *db, const WeaveMigration *m, int64_t version)
{
    static const WeaveMigrations none = {.table = "the ledger"};
    Ledger l = {.db = db, .m = &none};
    WeaveStatus status = weave_begin(db);
    if (status != WEAVE_OK)
        return status;
    status = check_version(db, version);
    if (status == WEAVE_OK)
        status = apply(&l, m);
    if (status == WEAVE_OK)
        status = weave_commit(db);
    if (status != WEAVE_OK)
        weave_rollback(db);
    return status;
}

WeaveStatus weave_run_migration(WeaveDb *db, const WeaveMigration *m, int64_t version)
{
    Guards guards;
    WeaveStatus status = db_usable(db, place);
    if (status == WEAVE_OK)
        status = lower_guards(db, &guards);
    if (status != WEAVE_OK)
        return status;
    status = run_alone(db, m, version);
    raise_guards(db, &guards);
    return status;
}

// --- looking -----------------------------------------------------------------

WeaveStatus weave_migration_states(WeaveDb *db, const WeaveMigrations *m,
                                   WeaveMigrationState *states, size_t *unknown)
{
    *unknown = 0;
    if (!db || !m)
        return WEAVE_MISUSE;
    WeaveStatus status = db_usable(db, place);
    if (status != WEAVE_OK)
        return status;
    Ledger l;
    status = ledger_read(&l, db, m);
    if (status == WEAVE_OK) {
        memcpy(states, l.states, m->count * sizeof *states);
        *unknown = l.n_newer;
    }
    ledger_close(&l);
    return status;
}

static WeaveStatus tell_pending(Ledger *l, size_t first)
{
    int n = 0;
    for (size_t i = first; i < l->m->count; i++)
        n += l->states[i] == WEAVE_MIGRATION_PENDING;
    return ledger_fail(
        l, NULL, WEAVE_SCHEMA,
        sqlite3_mprintf("the database lacks %d migration%s, the first is %s: "
                        "db_migrate() applies what is pending",
                        n, n == 1 ? "" : "s", l->m->items[first].name));
}

// A database without a ledger was made otherwise: what it looks like must do.
static WeaveStatus check(WeaveDb *db, const WeaveMigrations *m, WeaveStatus found)
{
    if (found != WEAVE_OK && found != WEAVE_SCHEMA)
        return found;
    Failure said = db->failure; // reading the ledger may say something else
    db->failure = (Failure){0};
    Ledger l;
    WeaveStatus status = ledger_read(&l, db, m);
    size_t first = status == WEAVE_OK ? ledger_find(&l, 0, WEAVE_MIGRATION_PENDING) : 0;
    if (status == WEAVE_OK && l.newer && found != WEAVE_OK)
        status = ledger_refuse_newer(&l);
    else if (status == WEAVE_OK && l.there && first < m->count)
        status = tell_pending(&l, first);
    ledger_close(&l);
    Failure *gone = status == WEAVE_OK ? &db->failure : &said;
    sqlite3_free(gone->text);
    sqlite3_free(gone->line);
    if (status != WEAVE_OK)
        return status;
    db->failure = said;
    return found;
}

const struct WeaveMigrator WEAVE_MIGRATOR = {
    .create = create, .migrate = weave_migrate, .check = check};
