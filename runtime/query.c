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

bool query_live(WeaveQuery *q)
{
    if (q->status != WEAVE_OK)
        return false;
    if (q->stmt)
        return true;
    if (!(q->state & QUERY_ENDED)) // {0}: never begun
        q->status = WEAVE_MISUSE;
    return false;
}

// --- beginning ---------------------------------------------------------------

WeaveQuery query_begin(WeaveDb *db, WeaveStatement *statement, bool *fresh)
{
    WeaveQuery q = {.db = db, .statement = statement};
    int number = statement_slot(db, statement, &q.status, fresh);
    if (number == 0)
        return q;
    struct Prepared *plain = &db->slots[number].by[WAY_COLUMNS];
    if (!plain->busy) {
        plain->busy = true;
        q.slot = number;
        q.stmt = plain->stmt;
    } else {
        *fresh = true;
        q.stmt = statement_prepare(db, statement, 0, &q.status);
    }
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
    if (way == WAY_ROWS && db->watch && db->watch->counts)
        way = WAY_COLUMNS;
    int number = way ? statement_slot_by(db, statement, way, fresh) : 0;
    if (number == 0)
        return query_begin(db, statement, fresh);
    db->slots[number].by[way].busy = true;
    q.slot = number;
    q.stmt = db->slots[number].by[way].stmt;
    q.state = (unsigned)way * QUERY_WAY;
    db->n_open++;
    if (db->watch)
        db->watch->begun(&q);
    return q;
}

static WeaveQuery query(WeaveDb *db, WeaveStatement *statement, Way way)
{
    WeaveQuery q = {.db = db, .statement = statement, .status = WEAVE_MISUSE};
    if (!db || !statement)
        return q;
    q.status = db_usable(db, statement->place);
    if (q.status != WEAVE_OK)
        return q;
    bool fresh = false;
    q = begin_by(db, statement, way, &fresh);
    q.state |= QUERY_CHECKED;
    if (fresh)
        check_prepared(&q);
    if (q.status == WEAVE_OK && db->reading && !sqlite3_stmt_readonly(q.stmt))
        query_fail(&q, WEAVE_MISUSE, "a write inside weave_begin_read()");
    return q;
}

WeaveQuery weave_query(WeaveDb *db, WeaveStatement *statement)
{
    return query(db, statement, WAY_COLUMNS);
}

WeaveQuery weave_query_rows(WeaveDb *db, WeaveStatement *statement)
{
    bool rows = statement && statement->fetch == WEAVE_FETCH_ROWS;
    return query(db, statement, rows ? WAY_ROW : WAY_COLUMNS);
}

WeaveQuery weave_query_each(WeaveDb *db, WeaveStatement *statement)
{
    bool rows = statement && statement->fetch == WEAVE_FETCH_ROWS;
    return query(db, statement, rows ? WAY_ROWS : WAY_COLUMNS);
}

WeaveQuery weave_query_all(WeaveDb *db, WeaveStatement *statement)
{
    static const Way ways[] = {WAY_COLUMNS, WAY_ROWS, WAY_ROW};
    return query(db, statement, statement ? ways[statement->fetch] : WAY_COLUMNS);
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

// Errors of reset repeat what step has said. The arguments of text and blobs
// stay bound, never to be looked at: the next use binds all of them again.
static WeaveStatus release(WeaveQuery *q)
{
    sqlite3_stmt *stmt = q->stmt;
    bool watched = q->db && q->db->watch && !(q->state & QUERY_ENDED) &&
                   q->db->fork == fork_count();
    if (watched)
        q->db->watch->ending(q);
    q->stmt = NULL;
    q->state |= QUERY_ENDED;
    if (!stmt || q->db->fork != fork_count())
        return q->status;
    q->db->n_open--;
    if (q->slot == 0) {
        sqlite3_finalize(stmt);
    } else {
        sqlite3_reset(stmt);
        if (q->state & QUERY_LISTS)
            sqlite3_clear_bindings(stmt);
        fetch_done(&q->db->slots[q->slot].by[way_of(q)]);
    }
    if (watched)
        q->db->watch->ended(q->db, q->statement);
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
        int64_t before = sqlite3_total_changes64(q->db->sqlite);
        while (weave_step(q))
            ;
        if (sqlite3_total_changes64(q->db->sqlite) != before)
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
