// internal.h - what the files of the runtime share. Not installed.

#ifndef RUNTIME_INTERNAL_H
#define RUNTIME_INTERNAL_H

#include "runtime/weave_sqlite.h"

// A statement prepared on one connection. The slot's number is the statement's
// number in this process, so no search is needed.
typedef struct Slot {
    sqlite3_stmt *stmt;
    const WeaveStatement *statement;
    bool busy; // a query holds it
} Slot;

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
} Watch;

struct WeaveDb {
    sqlite3 *sqlite; // null if opening failed
    const WeaveSchema *schema;
    Slot *slots; // [0] is never used
    int n_slots;
    int n_open;    // queries begun and not ended
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
};

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
unsigned fork_count(void);

// WEAVE_OK if db can be used here and now.
WeaveStatus db_usable(WeaveDb *db, const char *place);

// --- statement.c ---

// The number of a statement's slot on db, which is there and prepared (*fresh if
// only now); 0 after a failure, which is remembered and in *status.
int statement_slot(WeaveDb *db, WeaveStatement *statement, WeaveStatus *status,
                   bool *fresh);

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
bool query_live(WeaveQuery *q);

// Sticks: as db_fail() and db_fail_text() with the query's place.
void query_fail(WeaveQuery *q, WeaveStatus status, const char *what);
void query_fail_text(WeaveQuery *q, WeaveStatus status, char *text);
void query_fail_sqlite(WeaveQuery *q, int code);

// --- read.c ---

// Fills the struct at out from the row: from values, or where that is null from the
// columns of the row that the query stands on. Text and blobs are copied into mem, or
// borrowed where that is null. False after an error, which sticks; the row is zeroed.
bool row_read(WeaveQuery *q, const WeaveRow *row, sqlite3_value **values,
              WeaveArena *mem, void *out);

// The same for one field: v, which stands in the column, into the member at to.
bool field_read(WeaveQuery *q, const WeaveField *f, int column, sqlite3_value *v,
                WeaveArena *mem, void *to);

// --- keep.c ---

// A copy, a NUL behind it; null if there is no memory.
const char *keep_bytes(WeaveArena *mem, const void *from, size_t len);

// --- list.c ---

typedef enum ListKind {
    LIST_INT,
    LIST_REAL,
    LIST_BOOL,
    LIST_TEXT,
    LIST_BLOB,
    LIST_BIGINT,
    LIST_ENUM,
} ListKind;

// What weave_list(?1) is bound to, through sqlite3_bind_pointer().
typedef struct List {
    ListKind kind;
    const void *items;
    size_t count;
    const WeaveEnum *set; // of LIST_ENUM
    size_t stride;        // bytes from item to item; 0: they stand side by side
} List;

#define LIST_POINTER "weave_list"

enum { BIGINT_DIGITS = 24 }; // room for any int64_t, its sign and a NUL

int list_register(sqlite3 *sqlite);
void list_give(sqlite3_context *context, const List *list, size_t i);

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
