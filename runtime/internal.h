// internal.h - what the files of the runtime share. Not installed.

#ifndef RUNTIME_INTERNAL_H
#define RUNTIME_INTERNAL_H

#include "runtime/weave_sqlite.h"

// How a query has SQLite give its rows: see WeaveFetch.
typedef enum Way {
    WAY_COLUMNS,
    WAY_ROW,  // SELECT weave_row(...)
    WAY_ROWS, // SELECT weave_rows(...)
    WAY_TURN, // SELECT weave_row(...) FROM weave_turns CROSS JOIN ..., with weave_arg()
    N_WAYS,
} Way;

// What a statement with weave_arg() is called with, and where it stands: see turn.c.
typedef struct Turn {
    bool due;    // a call waits for its row
    bool listed; // left running, or was: db->running leads to it
    int next;    // the next slot that is listed, or 0
    int n_args;
    WeaveValue args[];
} Turn;

// A statement prepared on one connection. The slot's number is the statement's
// number in this process, so no search is needed.
typedef struct Slot {
    const WeaveStatement *statement;
    Turn *turn;    // of WAY_TURN, or null
    unsigned read; // the read transaction that asked for it last
    struct Prepared {
        sqlite3_stmt *stmt;
        bool busy;          // a query holds it
        bool failed;        // it could not be prepared this way
        int step;           // from column to column in the arguments: 1 or -1
        WeaveArena scratch; // the row that is borrowed
    } by[N_WAYS];
} Slot;

// Where a row's values are: the column i is values[i * step].
typedef struct Reader {
    WeaveQuery *q;
    sqlite3_value **values;
    ptrdiff_t step;
    WeaveArena *mem; // null: text and blobs are borrowed
    int first;       // the column of the query that is column 0 here
} Reader;

// What weave_row() and weave_rows() do with the rows they are called with.
typedef struct Fetch {
    Reader reader;
    const WeaveRow *row; // null: nothing
    char *items;         // room for one row, or for all if it is a list
    size_t n;            // calls
    int argc;            // of them
    bool list;
    bool zero;      // room for a row of a list is zeroed
    WeaveEach each; // or null
    void *context;
} Fetch;

// What a connection's SQL functions know: the query that is being stepped, if it has
// its rows fetched by them.
typedef struct Fetching {
    Fetch *now;
} Fetching;

// The last failure. The line that weave_message() gives is made when asked for,
// so that WEAVE_NOT_FOUND costs nothing.
typedef struct Failure {
    const char *place; // a statement's, or null
    const char *what;  // constant, or text; null if nothing has failed
    char *text;        // owned
    char *line;        // owned
    int code;          // SQLite's extended result code
} Failure;

// Who watches a connection. What is called then is reached through here, so that a
// program that watches nothing is linked without watch.c.
typedef struct Watch {
    void (*begun)(WeaveQuery *q);
    void (*ending)(const WeaveQuery *q); // before its statement is reset
    void (*ended)(WeaveDb *db, const WeaveStatement *statement); // and after
    void (*left)(WeaveDb *db, bool committed); // a transaction, db->depth lower already
    void (*close)(WeaveDb *db);
    bool counts; // the rows of each query: then they must come one by one
} Watch;

struct WeaveDb {
    sqlite3 *sqlite; // null if opening failed
    const WeaveSchema *schema;
    Fetching *fetching; // the connection's
    Slot *slots;        // [0] is never used
    int n_slots;
    int n_open;    // queries begun and not ended
    int running;   // the first slot that is listed: see Turn; 0: none
    unsigned read; // counts the read transactions
    int depth;     // transactions begun and not ended
    unsigned fork; // the value of fork_count() when opened
    bool wrapped;  // the connection is the application's
    bool inside;   // the outermost transaction is a savepoint in the application's
    bool reading;  // the outermost transaction is weave_begin_read()'s
    bool checked;  // the database is compared with the schema
    bool drifted;  // it was found to be another
    int64_t schema_version;
    Watch *watch; // null if nobody watches
    Failure failure;
};

// WeaveQuery.state
enum {
    QUERY_ROW = 1,      // a row stands ready
    QUERY_SEEN = 2,     // at least one row has come
    QUERY_STARTED = 4,  // stepped at least once
    QUERY_DONE = 8,     // stepped to the end
    QUERY_LISTS = 16,   // lists are bound: clear them
    QUERY_CHECKED = 32, // the schema matters to it
    QUERY_ENDED = 64,
    QUERY_STOPPED = 128, // by weave_each()'s caller
    QUERY_WAY = 256,     // times the Way
};

static inline Way way_of(const WeaveQuery *q)
{
    return (Way)(q->state / QUERY_WAY);
}

// Whether its rows come as arguments of weave_row().
static inline bool is_by_row(const WeaveQuery *q)
{
    return way_of(q) == WAY_ROW || way_of(q) == WAY_TURN;
}

// Of a query whose arguments weave_arg() hands over; else null.
static inline Turn *turn_of(const WeaveQuery *q)
{
    return way_of(q) == WAY_TURN ? q->db->slots[q->slot].turn : NULL;
}

// --- failure.c ---

// Remembers a failure and returns its status. what is constant text.
WeaveStatus db_fail(WeaveDb *db, const char *place, WeaveStatus status,
                    const char *what);

// The same with text made by sqlite3_mprintf(), taken over; null is no memory.
WeaveStatus db_fail_text(WeaveDb *db, const char *place, WeaveStatus status,
                         char *text);

// The same with SQLite's code and its message about its last call.
WeaveStatus db_fail_sqlite(WeaveDb *db, const char *place, int code);

// Puts "prefix: " before what db_fail...() has remembered.
void db_fail_prefix(WeaveDb *db, const char *prefix);

// --- db.c ---

// How often this process is the child of a fork since the runtime was loaded.
extern unsigned db_forks;
static inline unsigned fork_count(void)
{
    return db_forks;
}

// WEAVE_OK if db can be used here and now.
WeaveStatus db_usable(WeaveDb *db, const char *place);

// As mostly: then there is nothing to ask db_usable().
static inline bool db_ready(const WeaveDb *db)
{
    return db->fork == fork_count() && db->sqlite && !db->drifted &&
           !(db->depth > 0 && sqlite3_get_autocommit(db->sqlite));
}

// --- statement.c ---

// The number of a statement's slot on db, which is there and prepared (*fresh if
// only now); 0 after a failure, which is remembered and in *status.
int statement_slot(WeaveDb *db, WeaveStatement *statement, WeaveStatus *status,
                   bool *fresh);

// The number of its slot if that is there, else 0.
static inline int statement_known(const WeaveDb *db, const WeaveStatement *statement)
{
    int number = __atomic_load_n(&statement->slot, __ATOMIC_RELAXED);
    return number < db->n_slots ? number : 0;
}

// As statement_slot() for another way than WAY_COLUMNS. 0 if the statement cannot go
// that way just now, which is no failure.
int statement_slot_by(WeaveDb *db, WeaveStatement *statement, Way way, bool *fresh);

// A prepared statement that is no slot's. Null as above.
sqlite3_stmt *statement_prepare(WeaveDb *db, const WeaveStatement *statement,
                                unsigned flags, WeaveStatus *status);

// Finalizes every slot and frees them.
void statement_free_all(WeaveDb *db);

// --- query.c ---

// weave_query() without asking whether it makes sense: for the runtime's own
// statements. *fresh if it had to be prepared.
WeaveQuery query_begin(WeaveDb *db, WeaveStatement *statement, bool *fresh);

// Runs one of the runtime's own statements.
WeaveStatus query_run(WeaveDb *db, WeaveStatement *statement);

// True if the query runs and nothing has failed.
bool query_begun(WeaveQuery *q); // false; the rest of the next
static inline bool query_live(WeaveQuery *q)
{
    return (q->status == WEAVE_OK && q->stmt) || query_begun(q);
}

// Sticks: as db_fail() and db_fail_text() with the query's place.
void query_fail(WeaveQuery *q, WeaveStatus status, const char *what);
void query_fail_text(WeaveQuery *q, WeaveStatus status, char *text);
void query_fail_sqlite(WeaveQuery *q, int code);

// --- read.c ---

// Fills the struct at out. False after an error, which sticks; what is in the struct then
// is nobody's business.
bool row_read(const Reader *r, const WeaveRow *row, void *out);

// The same from the row that the query stands on; text and blobs as by Reader.mem. Asking SQLite for the value once is
// faster than asking for its class, text and length one by one; it is allowed because
// one thread uses the connection.
bool row_read_columns(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem, void *out);

// The same for one field: v, which stands in the column, into the member at to.
bool field_read(WeaveQuery *q, const WeaveField *f, int column, sqlite3_value *v,
                WeaveArena *mem, void *to);

// --- keep.c ---

// A copy, a NUL behind it; null if there is no memory.
const char *keep_bytes(WeaveArena *mem, const void *from, size_t len);

// --- fetch.c ---

int fetch_register(sqlite3 *sqlite);

// Steps f's query to its end, whose rows weave_row() takes as a list of *n. Where SQLite
// gives them in another order than that of the calls: their numbers, else null.
size_t *fetch_list(Fetch *f, size_t *n);

// What fetch_register() has made for the connection. Returns an SQLite result code.
int fetch_of(sqlite3 *sqlite, Fetching **out);

// Nobody borrows from it any more. What was large is given back.
void fetch_done(struct Prepared *prepared);

// weave_step() with the functions at work for f; null: not at all.
bool fetch_step(WeaveQuery *q, Fetch *f);

// The statement's text with its result columns, without their names, as the arguments
// of function: the last one first, *step is then -1, or if that cannot be in their
// order. By sqlite3_malloc(); null where it cannot be, or there is no memory.
char *fetch_text(const char *sql, const char *function, int *step);

// The same for weave_row(), from weave_turns, with weave_arg(:id) for each parameter.
char *turn_text(const char *sql, int *step);

// --- module.c ---

// The parts of an sqlite3_module that are the same in all of ours. A table and a cursor
// are structs of size, zeroed, that begin with SQLite's.
int module_connect(sqlite3 *sqlite, const char *declaration, size_t size,
                   sqlite3_vtab **out);
int module_disconnect(sqlite3_vtab *table);
int module_open(size_t size, sqlite3_vtab_cursor **out);
int module_close(sqlite3_vtab_cursor *cursor);

// --- turn.c ---

int turn_register(sqlite3 *sqlite, Fetching *fetching);

// Makes slot's turn for stmt, and binds its parameters to their own numbers. False if
// there is no memory.
bool turn_make(Slot *slot, sqlite3_stmt *stmt);

// Whether the query may run on from the call before it; if so the next row is its own.
bool turn_begin(WeaveDb *db, int number);

void turn_bind(WeaveQuery *q, int index, WeaveValue value);
void turn_bind_int(WeaveQuery *q, int index, int64_t value);

enum {
    VALUE_BIGINT = WEAVE_VALUE_BLOB + 1
}; // of turn_bind() alone: its digits, a blob

// Leaves the query's statement running, on its row.
void turn_leave(WeaveQuery *q);

// Resets all that are left running.
void turn_end_all(WeaveDb *db);

// --- list.c ---

typedef enum ListKind {
    LIST_INT,
    LIST_REAL,
    LIST_BOOL,
    LIST_TEXT,
    LIST_BLOB,
    LIST_BIGINT,
    LIST_ENUM,
    LIST_JSON_BLOB, // a WeaveText
    LIST_OPT_INT,   // of lists of structs alone, as the next
    LIST_OPT_REAL,
    LIST_OPT_BOOL,
    LIST_OPT_TEXT,
    LIST_OPT_BLOB,
    LIST_OPT_BIGINT,
    LIST_OPT_ENUM,
    LIST_OPT_JSON_BLOB,
} ListKind;

// What weave_list(?1) is bound to, through sqlite3_bind_pointer().
typedef struct List {
    ListKind kind;
    const void *items;
    size_t count;
    const WeaveEnum *set; // of LIST_ENUM
    size_t stride;        // bytes from item to item
} List;

#define LIST_POINTER "weave_list"

enum { BIGINT_DIGITS = 24 }; // room for any int64_t, its sign and a NUL

int list_register(sqlite3 *sqlite);
// The i-th item as the result of a column. Returns an SQLite result code.
int list_give(sqlite3_context *context, const List *list, size_t i);

// --- tuple.c ---

int tuple_register(sqlite3 *sqlite);

// --- bind.c ---

void list_bind(WeaveQuery *q, int index, List list);

// --- migrate.c ---

// Reached through the schema's migrations, so that who has none is not linked with it.
struct WeaveMigrator {
    // Makes a database that has no table: all migrations and the seeds, in one
    // transaction. Nothing if somebody else has made it meanwhile.
    WeaveStatus (*create)(WeaveDb *db, const WeaveMigrations *migrations);
    WeaveStatus (*migrate)(WeaveDb *db, const WeaveMigrations *migrations,
                           size_t *applied);
    // WEAVE_SCHEMA if db lacks some or has newer ones. found is what comparing db with
    // the schema has given; if that has failed what is known is what it fails with.
    WeaveStatus (*check)(WeaveDb *db, const WeaveMigrations *migrations,
                         WeaveStatus found);
};

// --- transaction.c ---

// SQLite has ended a transaction that the caller has not.
bool transaction_lost(const WeaveDb *db);

// --- schema.c ---

// Creates the schema's tables if there are none at all.
WeaveStatus schema_create(WeaveDb *db);

// Whether there is not one table.
WeaveStatus schema_is_empty(WeaveDb *db, bool *empty);

// Inserts the seeds, in the transaction that is open.
WeaveStatus schema_seed(WeaveDb *db);

// WEAVE_SCHEMA if the database has changed into another since last asked; the
// first time, if it is another.
WeaveStatus schema_check(WeaveDb *db, const char *place);

#endif
