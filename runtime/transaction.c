// transaction.c - transactions and, inside them, savepoints.
//
// depth counts what the caller has begun. SQLite may end the whole transaction
// on its own; depth then still stands, and autocommit tells.

#include "runtime/internal.h"

static WeaveStatement begin_write = {.place = "weave_begin", .sql = "BEGIN IMMEDIATE"};
static WeaveStatement begin_read = {.place = "weave_begin_read", .sql = "BEGIN"};
static WeaveStatement commit = {.place = "weave_commit", .sql = "COMMIT"};
static WeaveStatement rollback = {.place = "weave_rollback", .sql = "ROLLBACK"};
// Savepoints may share a name: SQLite means the innermost.
static WeaveStatement save = {.place = "weave_begin", .sql = "SAVEPOINT weave"};
static WeaveStatement release = {.place = "weave_commit", .sql = "RELEASE weave"};
static WeaveStatement undo = {.place = "weave_rollback", .sql = "ROLLBACK TO weave"};

bool weave_in_transaction(const WeaveDb *db)
{
    return db && db->depth > 0;
}

bool transaction_lost(const WeaveDb *db)
{
    return db->depth > 0 && sqlite3_get_autocommit(db->sqlite);
}

static bool outermost(const WeaveDb *db)
{
    return db->depth == 1 && !db->inside;
}

// --- beginning ---------------------------------------------------------------

// What ends a transaction is prepared before it begins, so that no shortage of
// memory can leave it open.
static WeaveStatus prepare_ends(WeaveDb *db)
{
    WeaveStatement *const ends[] = {&commit, &rollback, &release, &undo};
    WeaveStatus status = WEAVE_OK;
    bool fresh;
    for (size_t i = 0; i < sizeof ends / sizeof *ends && status == WEAVE_OK; i++)
        statement_slot(db, ends[i], &status, &fresh);
    return status;
}

static WeaveStatus begin(WeaveDb *db, WeaveStatement *statement, bool reading)
{
    if (!db)
        return WEAVE_MISUSE;
    WeaveStatus status = db_usable(db, statement->place);
    if (status == WEAVE_OK)
        status = prepare_ends(db);
    if (status != WEAVE_OK)
        return status;
    bool inside = !sqlite3_get_autocommit(db->sqlite);
    status = query_run(db, inside ? &save : statement);
    if (status != WEAVE_OK)
        return status;
    if (db->depth++ == 0) {
        db->inside = inside;
        db->reading = reading && !inside;
        db->read += db->reading;
    }
    return WEAVE_OK;
}

WeaveStatus weave_begin(WeaveDb *db)
{
    return begin(db, &begin_write, false);
}

WeaveStatus weave_begin_read(WeaveDb *db)
{
    return begin(db, &begin_read, true);
}

// --- ending ------------------------------------------------------------------

// What runs on would hold the transaction.
static void end_turns(WeaveDb *db)
{
    if (db->running && db->depth == 1)
        turn_end_all(db);
}

static WeaveStatus endable(WeaveDb *db, const char *place)
{
    if (!db)
        return WEAVE_MISUSE;
    if (db->fork != fork_count())
        return db_usable(db, place);
    if (db->depth == 0)
        return db_fail(db, place, WEAVE_MISUSE, "no transaction has been begun");
    return WEAVE_OK;
}

static void leave(WeaveDb *db, bool committed)
{
    if (--db->depth == 0)
        db->reading = false;
    if (db->watch)
        db->watch->left(db, committed);
}

WeaveStatus weave_commit(WeaveDb *db)
{
    WeaveStatus status = endable(db, commit.place);
    if (status == WEAVE_OK && transaction_lost(db))
        status = db_usable(db, commit.place);
    if (status != WEAVE_OK)
        return status;
    end_turns(db);
    bool last = outermost(db);
    status = query_run(db, last ? &commit : &release);
    if (status == WEAVE_OK)
        leave(db, true);
    else if (last && status == WEAVE_ERROR &&
             (weave_sqlite_code(db) & 0xff) == SQLITE_IOERR)
        status = WEAVE_UNKNOWN;
    return status;
}

WeaveStatus weave_rollback(WeaveDb *db)
{
    WeaveStatus status = endable(db, rollback.place);
    if (status != WEAVE_OK)
        return status;
    end_turns(db);
    if (!transaction_lost(db)) {
        if (outermost(db))
            status = query_run(db, &rollback);
        else if ((status = query_run(db, &undo)) == WEAVE_OK)
            status = query_run(db, &release);
    }
    if (status != WEAVE_OK && !transaction_lost(db))
        return status;
    leave(db, false);
    return WEAVE_OK;
}
