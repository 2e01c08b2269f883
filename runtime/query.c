// query.c - a running query, from its beginning to its end.

#include "runtime/internal.h"

// --- failing -----------------------------------------------------------------

void query_fail(WeaveQuery *q, WeaveStatus status, const char *what)
{
    q->status = db_fail(q->db, q->statement->place, status, what);
}

void query_fail_text(WeaveQuery *q, WeaveStatus status, char *text)
{
    q->status = db_fail_text(q->db, q->statement->place, status, text);
}

void query_fail_sqlite(WeaveQuery *q, int code)
{
    q->status = db_fail_sqlite(q->db, q->statement->place, code);
}

bool query_begun(WeaveQuery *q)
{
    if (!q->stmt && q->status == WEAVE_OK && !(q->state & QUERY_ENDED)) // {0}
        q->status = WEAVE_MISUSE;
    return false;
}

// --- beginning ---------------------------------------------------------------

// False if the slot's statement is not prepared, or another query holds it.
static bool take(WeaveQuery *q, int number, Way way)
{
    WeaveDb *db = q->db;
    Slot *slot = &db->slots[number];
    struct Prepared *prepared = &slot->by[way];
    if (!prepared->stmt || prepared->busy)
        return false;
    prepared->busy = true;
    q->stmt = prepared->stmt;
    q->slot = number;
    q->state = (unsigned)way * QUERY_WAY;
    if (way == WAY_TURN)
        slot->turn->due = true;
    db->n_open++;
    if (db->watch)
        db->watch->begun(q);
    return true;
}

WeaveQuery query_begin(WeaveDb *db, WeaveStatement *statement, bool *fresh)
{
    WeaveQuery q = {.db = db, .statement = statement};
    int number = statement_slot(db, statement, &q.status, fresh);
    if (number == 0 || take(&q, number, WAY_COLUMNS))
        return q;
    *fresh = true;
    q.stmt = statement_prepare(db, statement, 0, &q.status);
    db->n_open += q.stmt != NULL;
    if (db->watch)
        db->watch->begun(&q);
    return q;
}

// A statement just prepared may have met another schema than the one checked;
// and SQLite's "no such column" is then better told as that.
static void check_prepared(WeaveQuery *q)
{
    if (q->status != WEAVE_OK && q->status != WEAVE_ERROR && q->status != WEAVE_SCHEMA)
        return;
    WeaveStatus status = schema_check(q->db, q->statement->place);
    if (status != WEAVE_OK)
        q->status = status;
}

// As query_begin(), another way if that can be.
static WeaveQuery begin_by(WeaveDb *db, WeaveStatement *statement, Way way, bool *fresh)
{
    WeaveQuery q = {.db = db, .statement = statement};
    int number = way ? statement_slot_by(db, statement, way, fresh) : 0;
    if (number && take(&q, number, way))
        return q;
    return way == WAY_TURN ? begin_by(db, statement, WAY_ROW, fresh)
                           : query_begin(db, statement, fresh);
}

// What a query's rows are wanted for.
typedef enum Want { WANT_NONE, WANT_ROWS, WANT_EACH, WANT_ALL, N_WANTS } Want;

static Way way_for(const WeaveDb *db, const WeaveStatement *statement, Want want)
{
    static const Way ways[][N_WANTS] = {
        [WEAVE_FETCH_COLUMNS] = {WAY_COLUMNS, WAY_COLUMNS, WAY_COLUMNS, WAY_COLUMNS},
        [WEAVE_FETCH_ROWS] = {WAY_COLUMNS, WAY_ROW, WAY_ROWS, WAY_ROWS},
        [WEAVE_FETCH_NUMBERED] = {WAY_COLUMNS, WAY_COLUMNS, WAY_COLUMNS, WAY_ROW},
        [WEAVE_FETCH_LOOKUP] = {WAY_COLUMNS, WAY_TURN, WAY_ROWS, WAY_ROWS},
    };
    Way way = ways[statement->fetch][want];
    if (way == WAY_ROWS && db->watch && db->watch->counts)
        return WAY_COLUMNS;
    return way;
}

static WeaveQuery query(WeaveDb *db, WeaveStatement *statement, Want want)
{
    WeaveQuery q = {.db = db, .statement = statement, .status = WEAVE_MISUSE};
    if (!db || !statement)
        return q;
    q.status = db_ready(db) ? WEAVE_OK : db_usable(db, statement->place);
    if (q.status != WEAVE_OK)
        return q;
    bool fresh = false;
    Way way = way_for(db, statement, want);
    int number = statement_known(db, statement);
    if (way == WAY_TURN && !(number && turn_begin(db, number)))
        way = WAY_ROW;
    if (!number || !take(&q, number, way))
        q = begin_by(db, statement, way, &fresh);
    q.state |= QUERY_CHECKED;
    if (fresh)
        check_prepared(&q);
    if (db->reading && q.status == WEAVE_OK && !sqlite3_stmt_readonly(q.stmt))
        query_fail(&q, WEAVE_MISUSE, "a write inside weave_begin_read()");
    return q;
}

WeaveQuery weave_query(WeaveDb *db, WeaveStatement *statement)
{
    return query(db, statement, WANT_NONE);
}

WeaveQuery weave_query_rows(WeaveDb *db, WeaveStatement *statement)
{
    return query(db, statement, WANT_ROWS);
}

WeaveQuery weave_query_each(WeaveDb *db, WeaveStatement *statement)
{
    return query(db, statement, WANT_EACH);
}

WeaveQuery weave_query_all(WeaveDb *db, WeaveStatement *statement)
{
    return query(db, statement, WANT_ALL);
}

// --- stepping ----------------------------------------------------------------

// A statement that SQLite had to prepare again has met a changed schema.
static void check_stepped(WeaveQuery *q)
{
    if (sqlite3_stmt_status(q->stmt, SQLITE_STMTSTATUS_REPREPARE, 1) == 0)
        return;
    WeaveStatus status = schema_check(q->db, q->statement->place);
    if (status != WEAVE_OK)
        q->status = status;
}

static void step_failed(WeaveQuery *q, int rc)
{
    query_fail_sqlite(q, rc);
    turn_end_all(q->db); // an interrupt lasts as long as anything runs
    if (q->state & QUERY_CHECKED)
        check_prepared(q);
    // The commit of a lone write went wrong halfway: nobody knows how far.
    if ((rc & 0xff) == SQLITE_IOERR && q->status == WEAVE_ERROR && q->db->depth == 0 &&
        !sqlite3_stmt_readonly(q->stmt))
        q->status = WEAVE_UNKNOWN;
}

bool weave_step(WeaveQuery *q)
{
    Fetch nothing = {.reader.q = q};
    return fetch_step(q, way_of(q) == WAY_COLUMNS ? NULL : &nothing);
}

bool fetch_step(WeaveQuery *q, Fetch *f)
{
    if (!query_live(q) || (q->state & QUERY_DONE))
        return false;
    if (q->db->fork != fork_count()) {
        q->status = db_usable(q->db, q->statement->place);
        return false;
    }
    if (f && f->row)
        f->reader.step = q->db->slots[q->slot].by[way_of(q)].step;
    Fetch *outer = q->db->fetching->now;
    q->db->fetching->now = f;
    int rc = sqlite3_step(q->stmt);
    q->db->fetching->now = outer;
    unsigned before = q->state;
    q->state = (before & ~(unsigned)QUERY_ROW) | QUERY_STARTED;
    if (rc == SQLITE_ROW)
        q->state |= QUERY_ROW | QUERY_SEEN;
    else if (rc == SQLITE_DONE || (q->state & QUERY_STOPPED))
        q->state |= QUERY_DONE;
    else if (q->status == WEAVE_OK) // else by one of the functions
        step_failed(q, rc);
    if ((before & (QUERY_STARTED | QUERY_CHECKED)) == QUERY_CHECKED &&
        q->status == WEAVE_OK)
        check_stepped(q);
    return rc == SQLITE_ROW && q->status == WEAVE_OK;
}

// --- ending ------------------------------------------------------------------

// A write that has given rows is complete only at its end.
static void finish(WeaveQuery *q)
{
    if ((q->state & QUERY_ROW) && q->status == WEAVE_OK &&
        !sqlite3_stmt_readonly(q->stmt))
        while (weave_step(q))
            ;
}

// Its row has been read, and the next call may want another of the same transaction.
static bool runs_on(const WeaveQuery *q)
{
    return way_of(q) == WAY_TURN && q->status == WEAVE_OK && (q->state & QUERY_ROW) &&
           q->db->reading;
}

// Errors of reset repeat what step has said. The arguments of text and blobs
// stay bound, never to be looked at: the next use binds all of them again.
static void let_go(WeaveQuery *q)
{
    WeaveDb *db = q->db;
    sqlite3_stmt *stmt = q->stmt;
    q->stmt = NULL;
    q->state |= QUERY_ENDED;
    if (!stmt || db->fork != fork_count())
        return;
    db->n_open--;
    if (q->slot == 0) {
        sqlite3_finalize(stmt);
        return;
    }
    if (runs_on(q))
        turn_leave(q);
    else
        sqlite3_reset(stmt);
    if (q->state & QUERY_LISTS)
        sqlite3_clear_bindings(stmt);
    fetch_done(&db->slots[q->slot].by[way_of(q)]);
}

static WeaveStatus release(WeaveQuery *q)
{
    WeaveDb *db = q->db;
    bool watched =
        db && db->watch && !(q->state & QUERY_ENDED) && db->fork == fork_count();
    if (watched)
        db->watch->ending(q);
    let_go(q);
    if (watched)
        db->watch->ended(db, q->statement);
    return q->status;
}

WeaveStatus weave_end(WeaveQuery *q)
{
    if (query_live(q))
        finish(q);
    return release(q);
}

static void demand_row(WeaveQuery *q)
{
    if (q->status == WEAVE_OK && !(q->state & QUERY_SEEN))
        query_fail(q, WEAVE_NOT_FOUND, "no row");
}

WeaveStatus weave_end_one(WeaveQuery *q)
{
    if (query_live(q)) {
        finish(q);
        demand_row(q);
    }
    return release(q);
}

WeaveStatus weave_end_single(WeaveQuery *q)
{
    if (query_live(q)) {
        bool more = (q->state & QUERY_ROW) && weave_step(q);
        finish(q);
        demand_row(q);
        if (more && q->status == WEAVE_OK)
            query_fail(q, WEAVE_TOO_MANY, "more than one row");
    }
    return release(q);
}

// sqlite3_changes64() still tells of the write before, if this was none.
WeaveStatus weave_end_exec(WeaveQuery *q, int64_t *changes)
{
    int64_t count = 0;
    if (query_live(q)) {
        int64_t before = changes ? sqlite3_total_changes64(q->db->sqlite) : 0;
        while (weave_step(q))
            ;
        if (changes && sqlite3_total_changes64(q->db->sqlite) != before)
            count = sqlite3_changes64(q->db->sqlite);
    }
    WeaveStatus status = release(q);
    if (changes)
        *changes = status == WEAVE_OK ? count : 0;
    return status;
}

WeaveStatus query_run(WeaveDb *db, WeaveStatement *statement)
{
    bool fresh = false;
    WeaveQuery q = query_begin(db, statement, &fresh);
    return weave_end_exec(&q, NULL);
}
