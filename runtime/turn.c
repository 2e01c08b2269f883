// turn.c - look-ups that run on from one call to the next.
//
//     SELECT id, uri FROM media WHERE id = :id          what the statement says
//     SELECT weave_row(id, uri) FROM weave_turns        what is prepared for weave_begin_read()
//     CROSS JOIN media WHERE id = weave_arg(:id)
//
// Most of what a look-up costs is its beginning and its end. In a read transaction, where
// nothing changes, it need not end: weave_turns has one row a call, and weave_arg() gives
// the arguments of that call; the parameters are bound once, to their own numbers. So
// the next call is one step more.

#include "runtime/internal.h"

#include <string.h>

// --- the arguments -----------------------------------------------------------

bool turn_make(Slot *slot, sqlite3_stmt *stmt)
{
    int n = sqlite3_bind_parameter_count(stmt);
    size_t size = sizeof(Turn) + (size_t)n * sizeof(WeaveValue);
    Turn *turn = sqlite3_malloc64(size);
    if (!turn)
        return false;
    memset(turn, 0, size);
    turn->n_args = n;
    slot->turn = turn;
    int rc = SQLITE_OK;
    for (int i = 1; i <= n && rc == SQLITE_OK; i++)
        rc = sqlite3_bind_int(stmt, i, i);
    return rc == SQLITE_OK;
}

void turn_bind(WeaveQuery *q, int index, WeaveValue value)
{
    Turn *turn = turn_of(q);
    if (index >= 1 && index <= turn->n_args)
        turn->args[index - 1] = value;
    else
        query_fail(q, WEAVE_MISUSE, "there is no such parameter");
}

void turn_bind_int(WeaveQuery *q, int index, int64_t value)
{
    turn_bind(q, index, weave_value_int(value));
}

static void give_bigint(sqlite3_context *context, int64_t value)
{
    char digits[BIGINT_DIGITS];
    sqlite3_snprintf(sizeof digits, digits, "%lld", (long long)value);
    sqlite3_result_blob64(context, digits, strlen(digits), SQLITE_TRANSIENT);
}

// The statement may still look at the text when the caller's is no more.
static void give(sqlite3_context *context, const WeaveValue *v)
{
    switch ((int)v->type) {
    case WEAVE_VALUE_INT: sqlite3_result_int64(context, v->as.integer); break;
    case WEAVE_VALUE_REAL: sqlite3_result_double(context, v->as.real); break;
    case WEAVE_VALUE_TEXT:
        sqlite3_result_text64(context, v->as.text.ptr, v->as.text.len, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
        break;
    case WEAVE_VALUE_BLOB:
        sqlite3_result_blob64(context, v->as.blob.ptr, v->as.blob.len,
                              SQLITE_TRANSIENT);
        break;
    case VALUE_BIGINT: give_bigint(context, v->as.integer); break;
    default: break; // a result that is never set is NULL
    }
}

static void weave_arg(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    const Fetch *f = ((Fetching *)sqlite3_user_data(context))->now;
    const Turn *turn = f ? turn_of(f->reader.q) : NULL;
    int number = sqlite3_value_int(argv[0]);
    if (turn && number >= 1 && number <= turn->n_args)
        give(context, &turn->args[number - 1]);
    else
        sqlite3_result_error(context, "called by weave alone", -1);
}

// --- running on --------------------------------------------------------------

bool turn_begin(WeaveDb *db, int number)
{
    Slot *slot = &db->slots[number];
    if (!db->reading || (db->watch && db->watch->counts))
        return false;
    bool again = slot->read == db->read; // what is asked once only is better ended
    slot->read = db->read;
    return again;
}

void turn_leave(WeaveQuery *q)
{
    Turn *turn = turn_of(q);
    if (turn->listed)
        return;
    turn->listed = true;
    turn->next = q->db->running;
    q->db->running = q->slot;
}

void turn_end_all(WeaveDb *db)
{
    while (db->running) {
        Slot *slot = &db->slots[db->running];
        slot->turn->listed = false;
        db->running = slot->turn->next;
        if (!slot->by[WAY_TURN].busy)
            sqlite3_reset(slot->by[WAY_TURN].stmt);
    }
}

// --- weave_turns -------------------------------------------------------------

typedef struct Table {
    sqlite3_vtab base;
    Fetching *fetching;
} Table;

typedef struct Cursor {
    sqlite3_vtab_cursor base;
    bool at_end;
} Cursor;

static int connect_table(sqlite3 *sqlite, void *fetching, int argc,
                         const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void)argc, (void)argv, (void)error;
    int rc =
        module_connect(sqlite, "CREATE TABLE x(weave_turn HIDDEN)", sizeof(Table), out);
    if (rc == SQLITE_OK)
        ((Table *)*out)->fetching = fetching;
    return rc;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1;
    info->estimatedRows = 1;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    return module_open(sizeof(Cursor), out);
}

// A row if a call waits for one, else the end.
static int next(sqlite3_vtab_cursor *base)
{
    const Fetch *f = ((Table *)base->pVtab)->fetching->now;
    Turn *turn = f ? turn_of(f->reader.q) : NULL;
    ((Cursor *)base)->at_end = !turn || !turn->due;
    if (turn)
        turn->due = false;
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *name, int argc,
                  sqlite3_value **argv)
{
    (void)plan, (void)name, (void)argc, (void)argv;
    return next(base);
}

static int at_end(sqlite3_vtab_cursor *base)
{
    return ((Cursor *)base)->at_end;
}

static int give_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    (void)base, (void)context, (void)column;
    return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    (void)base;
    *out = 1;
    return SQLITE_OK;
}

// Without xCreate it needs no CREATE VIRTUAL TABLE and allows none.
static const sqlite3_module weave_turns = {
    .xConnect = connect_table,
    .xBestIndex = best_index,
    .xDisconnect = module_disconnect,
    .xOpen = open_cursor,
    .xClose = module_close,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = give_column,
    .xRowid = give_rowid,
};

int turn_register(sqlite3 *sqlite, Fetching *fetching)
{
    int rc = sqlite3_create_function_v2(sqlite, "weave_arg", 1,
                                        SQLITE_UTF8 | SQLITE_DIRECTONLY, fetching,
                                        weave_arg, NULL, NULL, NULL);
    return rc == SQLITE_OK ? sqlite3_create_module_v2(sqlite, "weave_turns",
                                                      &weave_turns, fetching, NULL)
                           : rc;
}
