// ledger.c - which migrations a database has had.

#include "runtime/ledger.h"

#include <string.h>

static const char place[] = "weave_migrate";

WeaveStatus ledger_fail(Ledger *l, const char *where, WeaveStatus status, char *text)
{
    return db_fail_text(l->db, where, status, text);
}

// A statement made of the ledger's name, which it frees; null after a failure.
static sqlite3_stmt *prepare(Ledger *l, char *sql, WeaveStatus *status)
{
    sqlite3_stmt *stmt = NULL;
    int rc =
        sql ? sqlite3_prepare_v2(l->db->sqlite, sql, -1, &stmt, NULL) : SQLITE_NOMEM;
    sqlite3_free(sql);
    *status = rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(l->db, place, rc);
    return stmt;
}

static WeaveStatus end(Ledger *l, sqlite3_stmt *stmt)
{
    int rc = sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? WEAVE_OK : db_fail_sqlite(l->db, place, rc);
}

static WeaveStatus run(Ledger *l, char *sql)
{
    WeaveStatus status;
    sqlite3_stmt *stmt = prepare(l, sql, &status);
    if (!stmt)
        return status;
    sqlite3_step(stmt);
    return end(l, stmt);
}

// --- reading the ledger ------------------------------------------------------

static WeaveStatus look_for_table(Ledger *l)
{
    WeaveStatus status;
    sqlite3_stmt *stmt = prepare(
        l,
        sqlite3_mprintf("SELECT count(*), sum(name IN ('name', 'applied_at')) = 2"
                        "  FROM pragma_table_info(%Q, 'main')",
                        l->m->table),
        &status);
    if (!stmt)
        return status;
    if (sqlite3_step(stmt) == SQLITE_ROW) {
        l->there = sqlite3_column_int(stmt, 0) > 0;
        l->named = l->there ? sqlite3_column_int(stmt, 1) : l->m->by_name;
    }
    return end(l, stmt);
}

static const char *copy_text(Ledger *l, sqlite3_stmt *stmt, int column)
{
    const unsigned char *text = sqlite3_column_text(stmt, column);
    size_t size = (size_t)sqlite3_column_bytes(stmt, column) + 1;
    char *copy = text ? weave_arena_alloc(&l->mem, size) : NULL;
    return copy ? memcpy(copy, text, size) : NULL;
}

static bool add_row(Ledger *l, sqlite3_stmt *stmt)
{
    if ((l->n_rows & (l->n_rows - 1)) == 0) { // full: at 0, 1, 2, 4, ...
        size_t n = l->n_rows ? l->n_rows * 2 : 1;
        Row *rows = weave_arena_alloc(&l->mem, n * sizeof *rows);
        if (!rows)
            return false;
        if (l->n_rows)
            memcpy(rows, l->rows, l->n_rows * sizeof *rows);
        l->rows = rows;
    }
    Row *row = &l->rows[l->n_rows++];
    *row = (Row){.created_at = sqlite3_column_int64(stmt, 0),
                 .hash = copy_text(l, stmt, 1),
                 .name = l->named ? copy_text(l, stmt, 2) : NULL};
    bool lost = !row->name && l->named && sqlite3_column_type(stmt, 2) != SQLITE_NULL;
    return row->hash && !lost;
}

static WeaveStatus read_rows(Ledger *l)
{
    WeaveStatus status;
    sqlite3_stmt *stmt =
        prepare(l,
                sqlite3_mprintf("SELECT created_at, coalesce(hash, '')%s FROM \"%w\"",
                                l->named ? ", name" : "", l->m->table),
                &status);
    if (!stmt)
        return status;
    while (status == WEAVE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        if (!add_row(l, stmt))
            status = db_fail(l->db, place, WEAVE_NOMEM, "out of memory");
    if (status == WEAVE_OK)
        return end(l, stmt);
    sqlite3_finalize(stmt);
    return status;
}

// --- whose row it is ---------------------------------------------------------

static bool same_name(const Ledger *l, const Row *row, const WeaveMigration *m)
{
    return l->m->by_name && row->name && strcmp(row->name, m->name) == 0;
}

// 1.0's folders have seconds; the time of a journal was cut to them.
static bool same_time(const Ledger *l, const Row *row, const WeaveMigration *m)
{
    int64_t unit = l->m->by_name || l->named ? 1000 : 1;
    return !(l->m->by_name && row->name) &&
           row->created_at / unit == m->created_at / unit;
}

static bool same_hash(const Ledger *l, const Row *row, const WeaveMigration *m)
{
    (void)l;
    return strcmp(row->hash, m->hash) == 0;
}

static bool same_time_and_hash(const Ledger *l, const Row *row, const WeaveMigration *m)
{
    return same_time(l, row, m) && same_hash(l, row, m);
}

static Row *find_row(Ledger *l, const WeaveMigration *m,
                     bool same(const Ledger *, const Row *, const WeaveMigration *))
{
    for (size_t i = 0; i < l->n_rows; i++)
        if (!l->rows[i].known && same(l, &l->rows[i], m))
            return &l->rows[i];
    return NULL;
}

// The surest sign first, for all, so that no migration takes another's row.
static void find_applied(Ledger *l)
{
    bool (*const signs[])(const Ledger *, const Row *, const WeaveMigration *) = {
        same_name, same_time_and_hash, same_hash, same_time};
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
        for (size_t i = 0; i < l->m->count; i++) {
            const WeaveMigration *m = &l->m->items[i];
            Row *row = l->states[i] ? NULL : find_row(l, m, signs[k]);
            if (!row)
                continue;
            row->known = true;
            bool edited = row->hash[0] && !same_hash(l, row, m);
            l->states[i] = edited ? WEAVE_MIGRATION_EDITED : WEAVE_MIGRATION_APPLIED;
        }
}

static void find_late(Ledger *l)
{
    int64_t newest = INT64_MIN;
    for (size_t i = 0; i < l->n_rows; i++)
        if (l->rows[i].created_at > newest)
            newest = l->rows[i].created_at;
    for (size_t i = 0; i < l->m->count && !l->m->by_name; i++)
        if (!l->states[i] && l->m->items[i].created_at <= newest)
            l->states[i] = WEAVE_MIGRATION_LATE;
}

static void find_newer(Ledger *l)
{
    int64_t newest = INT64_MIN;
    for (size_t i = 0; i < l->m->count; i++)
        if (l->m->items[i].created_at > newest)
            newest = l->m->items[i].created_at;
    for (size_t i = 0; i < l->n_rows; i++)
        if (!l->rows[i].known && l->rows[i].created_at > newest) {
            l->newer = &l->rows[i];
            l->n_newer++;
        }
}

WeaveStatus ledger_read(Ledger *l, WeaveDb *db, const WeaveMigrations *m)
{
    *l = (Ledger){.db = db, .m = m};
    WeaveStatus status = look_for_table(l);
    if (status == WEAVE_OK && l->there)
        status = read_rows(l);
    if (status != WEAVE_OK)
        return status;
    size_t size = m->count * sizeof *l->states;
    l->states = weave_arena_alloc(&l->mem, size ? size : 1);
    if (!l->states)
        return db_fail(db, place, WEAVE_NOMEM, "out of memory");
    memset(l->states, 0, size);
    find_applied(l);
    find_late(l);
    find_newer(l);
    return WEAVE_OK;
}

void ledger_close(Ledger *l)
{
    weave_arena_free(&l->mem);
}

size_t ledger_find(const Ledger *l, size_t i, WeaveMigrationState state)
{
    while (i < l->m->count && l->states[i] != state)
        i++;
    return i;
}

// --- refusing ----------------------------------------------------------------

WeaveStatus ledger_refuse_newer(Ledger *l)
{
    const Row *row = l->newer;
    char *text = sqlite3_mprintf(
        "the database is newer: it has had %s (created at %lld), which is not known here; "
        "use the program or the folder that has it",
        row->name ? row->name : "a migration", (sqlite3_int64)row->created_at);
    return ledger_fail(l, NULL, WEAVE_SCHEMA, text);
}

static WeaveStatus refuse_edited(Ledger *l, const WeaveMigration *m)
{
    char *text = sqlite3_mprintf(
        "the migration was edited after it was applied: restore the file, and put the "
        "change into a migration of its own; or, if the database is right as it is, "
        "UPDATE \"%w\" SET hash = '%s' WHERE created_at / 1000 = %lld / 1000",
        l->m->table, m->hash, (sqlite3_int64)m->created_at);
    return ledger_fail(l, m->name, WEAVE_SCHEMA, text);
}

static WeaveStatus refuse_late(Ledger *l, const WeaveMigration *m)
{
    return db_fail(
        l->db, m->name, WEAVE_SCHEMA,
        "the migration came too late: it is older than one that was applied, "
        "and drizzle would skip it and say nothing; make it anew, or give it a "
        "later \"when\" in meta/_journal.json");
}

WeaveStatus ledger_refuse(Ledger *l)
{
    size_t edited = ledger_find(l, 0, WEAVE_MIGRATION_EDITED);
    size_t late = ledger_find(l, 0, WEAVE_MIGRATION_LATE);
    if (l->newer)
        return ledger_refuse_newer(l);
    if (edited < l->m->count)
        return refuse_edited(l, &l->m->items[edited]);
    if (late < l->m->count)
        return refuse_late(l, &l->m->items[late]);
    return WEAVE_OK;
}

// --- writing ----------------------------------------------------------------

WeaveStatus ledger_make(Ledger *l)
{
    if (l->there)
        return WEAVE_OK;
    static const char older[] = "\n\t\t\tCREATE TABLE IF NOT EXISTS \"%w\" (\n"
                                "\t\t\t\tid SERIAL PRIMARY KEY,\n"
                                "\t\t\t\thash text NOT NULL,\n"
                                "\t\t\t\tcreated_at numeric\n"
                                "\t\t\t)\n\t\t";
    static const char newer[] = "\n\t\t\tCREATE TABLE IF NOT EXISTS \"%w\" (\n"
                                "\t\t\t\tid INTEGER PRIMARY KEY,\n"
                                "\t\t\t\thash text NOT NULL,\n"
                                "\t\t\t\tcreated_at numeric,\n"
                                "\t\t\t\tname text,\n"
                                "\t\t\t\tapplied_at TEXT\n"
                                "\t\t\t)";
    l->there = true;
    return run(l, sqlite3_mprintf(l->named ? newer : older, l->m->table));
}

WeaveStatus ledger_record(Ledger *l, const WeaveMigration *m)
{
    if (!l->named)
        return run(l, sqlite3_mprintf(
                          "INSERT INTO \"%w\" (hash, created_at) VALUES (%Q, %lld)",
                          l->m->table, m->hash, (sqlite3_int64)m->created_at));
    return run(l, sqlite3_mprintf(
                      "INSERT INTO \"%w\" (hash, created_at, name, applied_at) VALUES "
                      "(%Q, %lld, %Q, strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ', 'now'))",
                      l->m->table, m->hash, (sqlite3_int64)m->created_at, m->name));
}
