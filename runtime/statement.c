// statement.c - prepared statements, found again by an array access.
//
// The first use of a WeaveStatement anywhere gives it a number for the life of
// the process; each connection keeps its prepared statements by that number.

#include "runtime/internal.h"

#include <string.h>

// Two threads may number a statement at once: one number wins, the other is
// never used. Numbers carry nothing with them, so no ordering is needed.
static int number_of(WeaveStatement *statement)
{
    static int last;
    int number = __atomic_load_n(&statement->slot, __ATOMIC_RELAXED);
    if (number)
        return number;
    int fresh = __atomic_add_fetch(&last, 1, __ATOMIC_RELAXED);
    if (__atomic_compare_exchange_n(&statement->slot, &number, fresh, false,
                                    __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        return fresh;
    return number;
}

static bool reserve(WeaveDb *db, int number)
{
    if (number < db->n_slots)
        return true;
    int n = number < 32 ? 64 : number * 2;
    Slot *slots = sqlite3_realloc64(db->slots, (sqlite3_uint64)n * sizeof *slots);
    if (!slots)
        return false;
    memset(slots + db->n_slots, 0, (size_t)(n - db->n_slots) * sizeof *slots);
    db->slots = slots;
    db->n_slots = n;
    return true;
}

sqlite3_stmt *statement_prepare(WeaveDb *db, const WeaveStatement *statement,
                                unsigned flags, WeaveStatus *status)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v3(db->sqlite, statement->sql, -1, flags, &stmt, NULL);
    if (rc != SQLITE_OK)
        *status = db_fail_sqlite(db, statement->place, rc);
    else if (!stmt)
        *status = db_fail(db, statement->place, WEAVE_MISUSE, "there is no SQL in it");
    return stmt;
}

int statement_slot(WeaveDb *db, WeaveStatement *statement, WeaveStatus *status,
                   bool *fresh)
{
    int number = number_of(statement);
    if (!reserve(db, number)) {
        *status = db_fail(db, statement->place, WEAVE_NOMEM, "out of memory");
        return 0;
    }
    Slot *slot = &db->slots[number];
    struct Prepared *plain = &slot->by[WAY_COLUMNS];
    if (plain->stmt)
        return number;
    *fresh = true;
    slot->statement = statement;
    plain->stmt = statement_prepare(db, statement, SQLITE_PREPARE_PERSISTENT, status);
    return plain->stmt ? number : 0;
}

static sqlite3_stmt *prepare_by(WeaveDb *db, const WeaveStatement *statement, Way way,
                                int *step)
{
    sqlite3_stmt *stmt = NULL;
    const char *text = statement->sql;
    char *sql = way == WAY_ROW    ? fetch_text(text, "weave_row", step)
                : way == WAY_ROWS ? fetch_text(text, "weave_rows", step)
                                  : turn_text(text, step);
    if (sql)
        sqlite3_prepare_v3(db->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
    sqlite3_free(sql);
    return stmt;
}

int statement_slot_by(WeaveDb *db, WeaveStatement *statement, Way way, bool *fresh)
{
    int number = number_of(statement);
    if (!reserve(db, number))
        return 0;
    Slot *slot = &db->slots[number];
    struct Prepared *prepared = &slot->by[way];
    if (prepared->busy || prepared->failed)
        return 0;
    if (prepared->stmt)
        return number;
    *fresh = true;
    slot->statement = statement;
    sqlite3_stmt *stmt = prepare_by(db, statement, way, &prepared->step);
    if (stmt && way == WAY_TURN && !turn_make(slot, stmt)) {
        sqlite3_finalize(stmt);
        stmt = NULL;
    }
    prepared->stmt = stmt;
    prepared->failed = !stmt;
    return stmt ? number : 0;
}

void statement_free_all(WeaveDb *db)
{
    for (int i = 0; i < db->n_slots; i++) {
        sqlite3_free(db->slots[i].turn);
        for (int way = 0; way < N_WAYS; way++) {
            sqlite3_finalize(db->slots[i].by[way].stmt);
            weave_arena_free(&db->slots[i].by[way].scratch);
        }
    }
    sqlite3_free(db->slots);
    db->slots = NULL;
    db->n_slots = 0;
    db->running = 0;
}
