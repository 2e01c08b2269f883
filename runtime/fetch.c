// fetch.c - rows that SQLite hands over whole, as the arguments of a function.
//
//     SELECT id, uri AS u FROM media             what the statement says
//     SELECT weave_row(uri, id) FROM media       what is prepared for weave_query_rows()
//     SELECT weave_rows(uri, id) FROM media      what is prepared for weave_query_all()
//
// The last column first: see rewrite.c.
//
// weave_row() returns the number of its call, counted from 0, so that a row is found
// again whatever order SQLite puts them in behind the call. weave_rows() is an aggregate
// and sees them all in one step.

#include "runtime/internal.h"

#include <string.h>

// --- the functions -----------------------------------------------------------

// Null after an error.
static char *room_for(Fetch *f, int argc)
{
    WeaveQuery *q = f->reader.q;
    f->argc = argc;
    if (argc < (int)f->row->n_columns)
        query_fail(q, WEAVE_MISUSE, "the row has more fields than columns");
    if (f->list)
        f->items = weave_grow(q, f->reader.mem, f->items, f->n, f->row->size);
    if (!weave_ok(q))
        return NULL;
    char *room = f->items + (f->list ? f->n * f->row->size : 0);
    if (f->zero)
        memset(room, 0, f->row->size);
    return room;
}

// False if SQLite need not go on.
static bool take(Fetch *f, int argc, sqlite3_value **argv)
{
    char *to = f->n == 0 || f->list ? room_for(f, argc) : f->items;
    f->reader.values = f->reader.step < 0 ? argv + argc - 1 : argv;
    if (!to || !row_read(&f->reader, f->row, to))
        return false;
    if (!f->each || f->each(f->context, to))
        return true;
    f->reader.q->state |= QUERY_STOPPED;
    return false;
}

// The error is for SQLite alone: why, the query knows.
static Fetch *take_call(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    Fetch *f = ((Fetching *)sqlite3_user_data(context))->now;
    if (f && (!f->row || take(f, argc, argv))) {
        f->n++;
        return f;
    }
    sqlite3_result_error(context, f ? "stopped" : "called by weave alone", -1);
    return NULL;
}

static void weave_row(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    Fetch *f = take_call(context, argc, argv);
    if (f)
        sqlite3_result_int64(context, (sqlite3_int64)f->n - 1);
}

static void weave_rows(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    take_call(context, argc, argv);
}

static void weave_rows_end(sqlite3_context *context)
{
    (void)context;
}

// --- the connection ----------------------------------------------------------

#define FETCHING_POINTER "weave_fetching"

// Tells the runtime where its Fetching is: ?1 points to the pointer to it.
static void weave_fetching(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    Fetching **out = sqlite3_value_pointer(argv[0], FETCHING_POINTER);
    if (out)
        *out = sqlite3_user_data(context);
}

int fetch_register(sqlite3 *sqlite)
{
    enum { FLAGS = SQLITE_UTF8 | SQLITE_DIRECTONLY };
    Fetching *fetching = sqlite3_malloc64(sizeof *fetching);
    if (!fetching)
        return SQLITE_NOMEM;
    *fetching = (Fetching){0};
    int rc = sqlite3_create_function_v2(sqlite, "weave_row", -1, FLAGS, fetching,
                                        weave_row, NULL, NULL, sqlite3_free);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(sqlite, "weave_rows", -1, FLAGS, fetching, NULL,
                                        weave_rows, weave_rows_end, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(sqlite, "weave_fetching", 1, FLAGS, fetching,
                                        weave_fetching, NULL, NULL, NULL);
    return rc == SQLITE_OK ? turn_register(sqlite, fetching) : rc;
}

int fetch_of(sqlite3 *sqlite, Fetching **out)
{
    sqlite3_stmt *stmt = NULL;
    int rc = sqlite3_prepare_v2(sqlite, "SELECT weave_fetching(?1)", -1, &stmt, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_pointer(stmt, 1, out, FETCHING_POINTER, NULL);
    if (rc == SQLITE_OK)
        sqlite3_step(stmt);
    int ended = sqlite3_finalize(stmt);
    return rc == SQLITE_OK ? ended : rc;
}

enum { SCRATCH_KEPT = 64 * 1024 };

void fetch_done(struct Prepared *prepared)
{
    prepared->busy = false;
    if (!prepared->scratch.chunks)
        return;
    weave_arena_reset(&prepared->scratch);
    if (prepared->scratch.left > SCRATCH_KEPT)
        weave_arena_free(&prepared->scratch);
}
