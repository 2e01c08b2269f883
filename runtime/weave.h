// weave.h - what woven code stands on: connections, queries, transactions, memory.
//
// weave emits small C functions, and their bodies are calls of what is declared
// here. An application uses those functions, and from this header the parts
// "values", "connections", "transactions" and "arenas"; the parts "queries",
// "binding" and "reading" are written for emitted code, and stay plain enough
// to be used by hand:
//
//     static WeaveStatement GET_URI = {
//         .place = "app.c:1 media.getUri",
//         .sql = "SELECT uri FROM media WHERE id = ?1",
//     };
//
//     WeaveStatus media_get_uri(WeaveDb *db, int64_t id, WeaveArena *mem, WeaveText *out)
//     {
//         WeaveText uri = {0};
//         WeaveQuery q = weave_query(db, &GET_URI);
//         weave_bind_int(&q, 1, id);
//         if (weave_step(&q)) {
//             uri = weave_read_text(&q, 0);
//             weave_keep_text(&q, mem, &uri);
//         }
//         WeaveStatus status = weave_end_one(&q);
//         *out = status == WEAVE_OK ? uri : (WeaveText){0};
//         return status;
//     }
//
// One thread at a time uses a WeaveDb and everything that came from it; each
// thread has its own. WeaveStatement objects are shared by all of them. After
// fork() the child opens its own: an inherited WeaveDb answers WEAVE_MISUSE and
// can only be closed, which leaves the parent's database alone and frees nothing.
//
// The runtime never ends the program and never prints. Every failure is a
// WeaveStatus, and weave_message() has the words.

#ifndef WEAVE_H
#define WEAVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Raised when woven code must be woven again to fit this header.
#define WEAVE_ABI 1

#if defined(__GNUC__)
#define WEAVE_MUST_CHECK __attribute__((warn_unused_result))
#define WEAVE_API        __attribute__((visibility("default")))
#else
#define WEAVE_MUST_CHECK
#define WEAVE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

struct sqlite3;
struct sqlite3_stmt;

// --- status ------------------------------------------------------------------

// How a call ended. The numbers are fixed.
typedef enum WeaveStatus {
    WEAVE_OK = 0,
    WEAVE_NOT_FOUND = 1,  // a query for one row found none
    WEAVE_TOO_MANY = 2,   // a query stated to give one row gave a second
    WEAVE_CONSTRAINT = 3, // UNIQUE, NOT NULL, CHECK, FOREIGN KEY ... refused the write
    WEAVE_BUSY = 4,       // another connection holds the lock: try again
    WEAVE_FULL = 5,       // no room on the disk
    WEAVE_NOMEM = 6,      // no memory
    WEAVE_TYPE = 7,       // a stored value is not what its column was declared to hold
    WEAVE_MISUSE = 8,     // the caller's mistake: null for a parameter that is not, ...
    WEAVE_SCHEMA = 9,     // the database is not the one the code was woven for
    WEAVE_UNKNOWN = 10,   // a commit failed so that nobody can say whether it holds
    WEAVE_ERROR = 11,     // anything else: weave_message() and weave_sqlite_code() say
    WEAVE_CONFLICT = 12,  // the row's version is not the one that was read
    WEAVE_INVALID = 13,   // a value that its column may not have: not written
    WEAVE_REFUSED = 14,   // a hook of the application's said no: weave_refuse()
} WeaveStatus;

// "WEAVE_NOT_FOUND" for WEAVE_NOT_FOUND; never null.
WEAVE_API const char *weave_status_name(WeaveStatus status);

// --- values ------------------------------------------------------------------

// Text with its length in bytes. Null is a null ptr, so {0} is null; the empty
// text has a ptr. Text from the database is always followed by a NUL that len
// does not count; text given to the database need not be. It may hold NULs.
typedef struct WeaveText {
    const char *ptr;
    size_t len;
} WeaveText;

// Bytes. Null is a null ptr; no bytes at all still have a ptr.
typedef struct WeaveBlob {
    const void *ptr;
    size_t len;
} WeaveBlob;

// A value or none; {0} is none, and value is then 0.
typedef struct WeaveOptInt {
    bool has;
    int64_t value;
} WeaveOptInt;

typedef struct WeaveOptReal {
    bool has;
    double value;
} WeaveOptReal;

typedef struct WeaveOptBool {
    bool has;
    bool value;
} WeaveOptBool;

// Any value SQLite has, with its tag. {0} is null.
typedef enum WeaveValueType {
    WEAVE_VALUE_NULL = 0,
    WEAVE_VALUE_INT = 1,
    WEAVE_VALUE_REAL = 2,
    WEAVE_VALUE_TEXT = 3,
    WEAVE_VALUE_BLOB = 4,
} WeaveValueType;

typedef struct WeaveValue {
    WeaveValueType type;
    union {
        int64_t integer;
        double real;
        WeaveText text;
        WeaveBlob blob;
    } as;
} WeaveValue;

// List parameters, for IN. {0} is the empty list, which matches nothing.
typedef struct WeaveIntList {
    const int64_t *items;
    size_t count;
} WeaveIntList;

typedef struct WeaveRealList {
    const double *items;
    size_t count;
} WeaveRealList;

typedef struct WeaveBoolList {
    const bool *items;
    size_t count;
} WeaveBoolList;

typedef struct WeaveTextList {
    const WeaveText *items;
    size_t count;
} WeaveTextList;

typedef struct WeaveBlobList {
    const WeaveBlob *items;
    size_t count;
} WeaveBlobList;

typedef struct WeaveEnumList {
    const int *items; // enumerators, as int
    size_t count;
} WeaveEnumList;

// The texts of a C enum. Enumerators count from 1: enumerator i is stored as
// texts[i - 1]. 0 is no value at all, so that {0} never means one by accident.
//
//     typedef enum MediaKind { MEDIA_KIND_PHOTO = 1, MEDIA_KIND_VIDEO } MediaKind;
//     static const char *const kinds[] = {"photo", "video"};
//     static const WeaveEnum MEDIA_KIND = {"MediaKind", kinds, 2};
typedef struct WeaveEnum {
    const char *name;
    const char *const *texts;
    int count;
} WeaveEnum;

// The text of an enumerator, or null if there is no such enumerator.
WEAVE_API const char *weave_enum_text(const WeaveEnum *set, int value);

// The enumerator of a text, or 0 if there is none.
WEAVE_API int weave_enum_find(const WeaveEnum *set, WeaveText text);

// Text that ends at its NUL; null stays null.
WEAVE_API WeaveText weave_text(const char *z);

// Text from a string literal, its length known to the compiler.
#ifdef __cplusplus
#define WEAVE_TEXT(literal) (WeaveText{"" literal, sizeof("" literal) - 1})
#else
#define WEAVE_TEXT(literal) ((WeaveText){"" literal, sizeof("" literal) - 1})
#endif

static inline WeaveBlob weave_blob(const void *ptr, size_t len)
{
    WeaveBlob blob = {ptr, len};
    return blob;
}

static inline WeaveOptInt weave_some_int(int64_t value)
{
    WeaveOptInt some = {true, value};
    return some;
}

static inline WeaveOptReal weave_some_real(double value)
{
    WeaveOptReal some = {true, value};
    return some;
}

static inline WeaveOptBool weave_some_bool(bool value)
{
    WeaveOptBool some = {true, value};
    return some;
}

static inline WeaveValue weave_value_int(int64_t integer)
{
    WeaveValue value;
    value.type = WEAVE_VALUE_INT;
    value.as.integer = integer;
    return value;
}

static inline WeaveValue weave_value_real(double real)
{
    WeaveValue value;
    value.type = WEAVE_VALUE_REAL;
    value.as.real = real;
    return value;
}

static inline WeaveValue weave_value_text(WeaveText text)
{
    WeaveValue value;
    value.type = text.ptr ? WEAVE_VALUE_TEXT : WEAVE_VALUE_NULL;
    value.as.text = text;
    return value;
}

static inline WeaveValue weave_value_blob(WeaveBlob blob)
{
    WeaveValue value;
    value.type = blob.ptr ? WEAVE_VALUE_BLOB : WEAVE_VALUE_NULL;
    value.as.blob = blob;
    return value;
}

// --- arenas ------------------------------------------------------------------

// Memory that is freed at once: rows you keep live in one. {0} is an empty
// arena. Its fields are the runtime's. Do not copy an arena that is in use.
//
//     WeaveArena mem = {0};
//     ... media_list_all(db, &mem, &list) ...
//     weave_arena_free(&mem);
typedef struct WeaveArena {
    void *chunks;
    char *next;
    size_t left;
} WeaveArena;

// size bytes aligned to 8, not cleared; null if there is no memory.
WEAVE_API void *weave_arena_alloc(WeaveArena *arena, size_t size);

// Takes back everything for reuse, keeping the newest chunk.
WEAVE_API void weave_arena_reset(WeaveArena *arena);

// Gives everything back; the arena is {0} again.
WEAVE_API void weave_arena_free(WeaveArena *arena);

// --- connections -------------------------------------------------------------

typedef struct WeaveDb WeaveDb;

struct WeaveMigrations;
struct WeaveStep;

// What the code was woven for. One is emitted, static and const.
typedef struct WeaveSchema {
    const char *name;  // where it comes from, for messages: "schema.ts"
    const char *ddl;   // the statements that create it, each ended by ";"
    const char *shape; // weave_schema_shape() of a database made by ddl
    // The application's weave_register(), or null: SQL functions, collations and the
    // like that ddl and queries may use. Called for every connection before both; it
    // returns an SQLite result code.
    int (*register_functions)(struct sqlite3 *sqlite);
    const struct WeaveMigrations *migrations; // or null: the project has none
    const struct WeaveStep *seeds;            // inserts of rows that a new database has
    size_t n_seeds;
} WeaveSchema;

enum {
    WEAVE_OPEN_READONLY = 1,   // never writes
    WEAVE_OPEN_CREATE = 2,     // makes the file, and the tables if there are none
    WEAVE_OPEN_UNCHECKED = 4,  // does not compare the database with the schema
    WEAVE_OPEN_MIGRATE = 8,    // applies the migrations that the database lacks
    WEAVE_OPEN_UNCOUNTED = 16, // SQLite counts no memory: see weave_open()
};

// Opens the database at path (":memory:" for one in memory). Without a schema
// (null) nothing is created or checked.
//
// The connection waits 5 s for locks, enforces foreign keys, takes no double
// quoted string for text, and uses write-ahead logging where the file system
// can, with synchronous = NORMAL: after a power loss the database is sound, and
// the last commits may be missing; PRAGMA synchronous = FULL on weave_handle()
// buys them for one fsync a commit.
//
// A database that is not the one woven for (a table or column is missing, is
// too many in a woven table, or has another type; a unique key is missing) is
// WEAVE_SCHEMA, and the message names the differences. Tables that the schema
// does not know are nobody's business. If the schema has migrations, one that lacks
// some of them is WEAVE_SCHEMA, too, and WEAVE_OPEN_MIGRATE applies them before
// anything is compared: see "migrations".
//
// WEAVE_OPEN_CREATE makes a database that has no table yet: by the migrations if there
// are any, else by the DDL. Then it gets the seeds. All of it is one transaction.
//
// WEAVE_OPEN_UNCOUNTED is for the whole process, and only if it has not used SQLite yet:
// then sqlite3_memory_used() and the limits on memory know nothing, and whatever allocates
// is faster. No other thread may be calling SQLite at that time.
//
// *out is set whatever happens, so that weave_message(*out) can tell why, and
// must be closed whatever happens. It is null only if there was no memory even
// for that; weave_message(NULL) then says so. A WeaveDb that failed to open
// refuses every query.
//
//     WeaveDb *db;
//     if (weave_open(&SCHEMA, "library.db", WEAVE_OPEN_CREATE, &db) != WEAVE_OK)
//         fprintf(stderr, "%s\n", weave_message(db));
//     ...
//     status = weave_close(db);
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_open(const WeaveSchema *schema, const char *path, unsigned flags,
                       WeaveDb **out);

// Uses the application's own connection, which weave_close() leaves open. Woven
// code needs some settings, and they are made on it: foreign keys on, double
// quoted strings off, extended result codes on, the table function weave_list
// registered. Then the schema's functions are registered: if it has any, no
// statement may be running. Journal mode, timeouts and the rest stay as they are.
// Of the flags, READONLY has no meaning here; *out as in weave_open(). The
// connection is closed after db, never before.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_wrap(const WeaveSchema *schema, struct sqlite3 *sqlite,
                       unsigned flags, WeaveDb **out);

// Rolls back what is not committed, closes, and frees db; null is allowed. As
// long as a query is open (its rows were begun and not ended) nothing happens
// but WEAVE_MISUSE, and the message names the query: end it, and close again.
WEAVE_API WeaveStatus weave_close(WeaveDb *db);

// SQLite's own connection, for what woven code does not do; null if db is not
// open. It is db's: finalize what you prepare on it before weave_close().
WEAVE_API struct sqlite3 *weave_handle(WeaveDb *db);

// What went wrong last, good until the next call with db; "" if nothing has.
// "schema.ts:12 media.insert: UNIQUE constraint failed: media.id
// [SQLITE_CONSTRAINT_UNIQUE]", in one line.
WEAVE_API const char *weave_message(WeaveDb *db);

// The place of the last failure, "schema.ts:12 media.insert"; "" if nothing has
// failed, or not in a query.
WEAVE_API const char *weave_place(const WeaveDb *db);

// SQLite's extended result code of the last failure; 0 if it was not SQLite's.
WEAVE_API int weave_sqlite_code(const WeaveDb *db);

// Rows the last INSERT, UPDATE or DELETE changed, triggers and cascades not
// counted; the rowid of the last INSERT that inserted.
WEAVE_API int64_t weave_changes(WeaveDb *db);
WEAVE_API int64_t weave_last_rowid(WeaveDb *db);

// --- transactions ------------------------------------------------------------

// Begins a transaction that may write: it takes the write lock at once, or is
// WEAVE_BUSY after the timeout. Inside another it is a savepoint. Each begin that
// succeeds needs one weave_commit() that succeeds or one weave_rollback().
//
//     if ((status = weave_begin(db)) == WEAVE_OK) {
//         status = work(db);
//         if (status == WEAVE_OK)
//             status = weave_commit(db);
//         if (status != WEAVE_OK)
//             weave_rollback(db);
//     }
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_begin(WeaveDb *db);

// Begins a transaction that only reads: its queries all see one state of the
// database, that of the first. A write in it is WEAVE_MISUSE. Inside another
// transaction it is a savepoint, and may do what that one may.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_begin_read(WeaveDb *db);

// Ends the innermost transaction and keeps its work. If it fails, roll back;
// after WEAVE_BUSY or WEAVE_CONSTRAINT (a deferred foreign key) the work is still
// there, and the commit may be tried again instead. WEAVE_UNKNOWN: only reading
// the database can tell whether the work is in it. All others: it is not.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_commit(WeaveDb *db);

// Ends the innermost transaction and undoes its work.
//
// SQLite rolls back a whole transaction by itself when the disk is full and the
// like. Until each level has been rolled back here (which is then WEAVE_OK),
// queries and weave_begin() answer WEAVE_ERROR, so that nothing is written
// outside the transaction it was meant for.
WEAVE_API WeaveStatus weave_rollback(WeaveDb *db);

// True between weave_begin() and its end, however deep.
WEAVE_API bool weave_in_transaction(const WeaveDb *db);

// --- the glass box -----------------------------------------------------------

struct WeaveStatement;

// A parameter as SQL has it: 42, 'it''s', x'00ff', NULL; *** if it is sensitive, (list)
// if it is one.
typedef struct WeaveTraceParam {
    const char *name;  // ":id"; "" of a nameless one
    const char *value; // null if there was no memory
} WeaveTraceParam;

// What ran. Good until the function that is told returns.
typedef struct WeaveTrace {
    const struct WeaveStatement *statement; // its place, its SQL, its tables
    WeaveStatus status;
    int64_t nanoseconds; // from its begin to its end, what its caller did between too
    int64_t rows;        // that it gave
    const WeaveTraceParam *params; // in the order of their numbers
    size_t n_params;
} WeaveTrace;

typedef void WeaveTraceFunction(void *context, const WeaveTrace *trace);

// From now on function is told of every query that ends on db, and of what the runtime
// itself runs (BEGIN, COMMIT, PRAGMA schema_version); null: no more. It may not use db. A connection that nobody
// watches pays one branch a query. It takes sqlite3_trace_v2() of the connection.
//
//     static void show(void *context, const WeaveTrace *t)
//     {
//         fprintf(context, "%s: %lld ns, %lld rows\n", t->statement->place,
//                 (long long)t->nanoseconds, (long long)t->rows);
//     }
//     status = weave_trace(db, show, stderr);
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_trace(WeaveDb *db, WeaveTraceFunction *function, void *context);

// tables ends with a null; null itself: any may have been changed (there was no memory
// for more, or a statement written by hand does not say).
typedef void WeaveChangeFunction(void *context, const char *const *tables);

// From now on function is told which tables woven queries on db have changed: once they
// are committed, of a transaction all at once, of one that is rolled back nothing. What
// triggers and foreign keys may change is named with the rest, each table once; a query
// that changed no row is not mentioned. It may use db. Null: no more.
//
// Not seen is what others do: other connections, and statements run on weave_handle().
// Within a transaction of the application's own (weave_wrap()) the changes are told of
// by the first woven query that changes something after it.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_on_change(WeaveDb *db, WeaveChangeFunction *function, void *context);

// --- migrations --------------------------------------------------------------

// A statement, or some, of a migration or a seed.
typedef struct WeaveStep {
    const char *place; // "0001_add_score.sql:3"
    const char *sql;
} WeaveStep;

// One file of a Drizzle migration folder. They are emitted, static and const.
typedef struct WeaveMigration {
    const char *name;   // "0001_add_score"; of 1.0's folders "20260102030405_add_score"
    const char *hash;   // the SHA-256 of the file, in hexadecimal
    int64_t created_at; // milliseconds since 1970
    const WeaveStep *steps;
    size_t count;
} WeaveMigration;

// A folder, in its order. Which of its migrations a database has had stands in a table
// of that database, the same that drizzle-orm's migrate() reads and writes, so that
// either may apply them and the other has nothing to do.
typedef struct WeaveMigrations {
    const char *table; // "__drizzle_migrations"
    bool by_name; // drizzle-orm 1.0's folders; else 0.45's journal, where time counts
    const WeaveMigration *items;
    size_t count;
    const struct WeaveMigrator *migrator; // &WEAVE_MIGRATOR
} WeaveMigrations;

// What applies migrations. Only what names it is linked with it.
extern WEAVE_API const struct WeaveMigrator WEAVE_MIGRATOR;

typedef enum WeaveMigrationState {
    WEAVE_MIGRATION_PENDING = 0,
    WEAVE_MIGRATION_APPLIED = 1,
    WEAVE_MIGRATION_EDITED = 2, // applied, but the file was another then
    WEAVE_MIGRATION_LATE = 3,   // not applied, but a newer one was: drizzle skips it
} WeaveMigrationState;

// The state of each migration on db, in states, which has room for all of them.
// *unknown is how many others db has had that are newer than all of these.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_migration_states(WeaveDb *db, const WeaveMigrations *migrations,
                                   WeaveMigrationState *states, size_t *unknown);

// Applies what is pending, each migration in a transaction of its own together with its
// row in the table. *applied is how many, whatever happens; it may be null. Mostly called
// by WEAVE_OPEN_MIGRATE. If nothing is pending nothing is written, and no lock taken.
//
// While it works, foreign keys are not enforced, so that a table can be made anew without
// its children being deleted; a migration that leaves a row without its parent is
// WEAVE_CONSTRAINT. The counters of AUTOINCREMENT do not fall. The last migration must
// lead to the schema that db was opened for, else WEAVE_SCHEMA. What fails is undone,
// those before it stand, and the next call goes on there.
//
// WEAVE_SCHEMA and nothing done: one was edited after it was applied, came too late, or
// the database has had newer ones. WEAVE_BUSY: somebody else writes for longer than the
// timeout; who only migrates is waited for, and what was done then need not be done.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_migrate(WeaveDb *db, const WeaveMigrations *migrations,
                          size_t *applied);

// Inserts the seeds of db's schema that are not there yet, in one transaction.
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_seed(WeaveDb *db);

// What a hook of a model is called for.
typedef enum WeaveAction {
    WEAVE_CREATE = 1,
    WEAVE_UPDATE = 2,
    WEAVE_DELETE = 3,
} WeaveAction;

// --- queries -----------------------------------------------------------------

// How SQLite may be asked for the rows of a statement. Its functions take one column
// of one row a call; weave_query_rows() and weave_query_all() have SQLite call instead,
// with all columns of a row at once, where weave has made sure that it comes to the
// same:
//
//     SELECT weave_row(uri, id) FROM media        each row as it is stepped on
//     SELECT weave_rows(uri, id) FROM media       all rows in one step
//
// A look-up that is repeated within one weave_begin_read() is left running: each call is
// one step more of it. Until the transaction ends SQLite counts it as a running statement.
typedef enum WeaveFetch {
    WEAVE_FETCH_COLUMNS = 0,  // column by column, whatever the statement
    WEAVE_FETCH_ROWS = 1,     // rows in any order, from tables: either of the above
    WEAVE_FETCH_NUMBERED = 2, // rows in an order: the first, for weave_query_all()
    WEAVE_FETCH_LOOKUP = 3,   // WEAVE_FETCH_ROWS of what finds one row at most, by keys
} WeaveFetch;

// A query's text and place: static in emitted code, one a query, shared by all
// connections and threads. Only place and sql must be given.
typedef struct WeaveStatement {
    const char *place; // "schema.ts:12 media.getById"
    const char *sql;   // one statement
    // Names, each ended by NUL, an empty one behind the last; null: not known.
    const char *reads;     // tables: "media\0media_source\0"
    const char *writes;    // tables
    const char *sensitive; // parameters that traces show as ***
    unsigned fetch;        // a WeaveFetch
    int slot;              // the runtime's: this statement's number in this process
} WeaveStatement;

// A running query, held by value: begun by weave_query(), ended by a
// weave_end...(). Its fields are the runtime's. It may be moved, not copied.
//
// The first error sticks: after it bind, step, read and keep do nothing, and
// weave_end() returns it. So only the end needs checking.
typedef struct WeaveQuery {
    WeaveDb *db;
    const WeaveStatement *statement;
    struct sqlite3_stmt *stmt;
    WeaveStatus status;
    int slot;
    unsigned state;
} WeaveQuery;

// Begins a query. The statement is prepared once a connection; finding it again
// is an array access. A query that is begun while the same one is still running
// gets a statement of its own.
WEAVE_API WeaveQuery weave_query(WeaveDb *db, WeaveStatement *statement);

// The same for queries whose rows nothing reads but weave_one() or weave_next();
// weave_each(); weave_all(). Bound and ended like any other.
WEAVE_API WeaveQuery weave_query_rows(WeaveDb *db, WeaveStatement *statement);
WEAVE_API WeaveQuery weave_query_each(WeaveDb *db, WeaveStatement *statement);
WEAVE_API WeaveQuery weave_query_all(WeaveDb *db, WeaveStatement *statement);

// The next row. False at the end, and after an error.
WEAVE_API bool weave_step(WeaveQuery *q);

// Nothing has failed yet.
static inline bool weave_ok(const WeaveQuery *q)
{
    return q->status == WEAVE_OK;
}

// Ends the query wherever it stands, releases its locks and lets go of the
// arguments. A statement that writes is run to its end first, so RETURNING has
// done all of its work however many rows were read. A second end is the first's
// status again. (WEAVE_TYPE and WEAVE_NOMEM while reading RETURNING's rows do
// not undo the write: a transaction can.)
WEAVE_API WeaveStatus weave_end(WeaveQuery *q);

// As weave_end(), and no row is WEAVE_NOT_FOUND. For what can give one at most.
WEAVE_API WeaveStatus weave_end_one(WeaveQuery *q);

// As weave_end_one(), and a second row is WEAVE_TOO_MANY: it is looked for, so
// what was read is borrowed no longer. For what is only stated to give one.
WEAVE_API WeaveStatus weave_end_single(WeaveQuery *q);

// Runs the statement to its end, whatever rows it gives, and ends it. *changes,
// if wanted, is the number of rows it inserted, updated or deleted.
//
//     WeaveQuery q = weave_query(db, &DELETE_OLD);
//     weave_bind_int(&q, 1, before);
//     return weave_end_exec(&q, changes);
WEAVE_API WeaveStatus weave_end_exec(WeaveQuery *q, int64_t *changes);

// Which of its statements a query with orderBy() is: 0 for the first enumerator of set,
// and for what is none, which weave_check_choice() then refuses: WEAVE_MISUSE.
WEAVE_API size_t weave_choice(const WeaveEnum *set, int value);
WEAVE_API void weave_check_choice(WeaveQuery *q, const char *name, const WeaveEnum *set,
                                  int value);
// As weave_end_exec() of an INSERT into a table with an integer key: *id, if wanted, is
// the key of the row; 0 where the schema has SQLite skip it.
WEAVE_API WeaveStatus weave_end_insert(WeaveQuery *q, int64_t *id);

// As weave_end_exec(), and no row changed is WEAVE_NOT_FOUND.
WEAVE_API WeaveStatus weave_end_changed(WeaveQuery *q);

// Ends a query that looks whether a row is there that an update with its version has
// not found: WEAVE_CONFLICT if it is, else WEAVE_NOT_FOUND.
WEAVE_API WeaveStatus weave_end_conflict(WeaveQuery *q);

// What a hook that says no returns: WEAVE_REFUSED, and weave_message() is the message
// behind the place, which the hook finds in what it is given; it must stay.
//
//     if (write->row && !may_add(write->row))
//         return weave_refuse(db, write->place, "the library is full");
WEAVE_API WeaveStatus weave_refuse(WeaveDb *db, const char *place, const char *message);

// What a union's row that is two cases at once is: WEAVE_TYPE. It must stay.
WEAVE_API WeaveStatus weave_two_cases(WeaveDb *db, const char *place);

// Ends the transaction in which something ended with status: commits what is WEAVE_OK,
// rolls back what is not. What went wrong is still in weave_message().
//
//     WeaveStatus status = weave_begin(db);
//     if (status != WEAVE_OK)
//         return status;
//     status = work(db);
//     return weave_finish(db, status);
WEAVE_API WEAVE_MUST_CHECK
WeaveStatus weave_finish(WeaveDb *db, WeaveStatus status);

// --- binding -----------------------------------------------------------------

// index is SQLite's parameter number, from 1. Text, blobs and lists are not
// copied: they stay the caller's, unchanged, until the query ends.
//
// WEAVE_MISUSE, naming the parameter: null text or blob where the name has no
// opt, NaN (SQLite would store null), an enumerator that is none.

WEAVE_API void weave_bind_null(WeaveQuery *q, int index);
WEAVE_API void weave_bind_int(WeaveQuery *q, int index, int64_t value);
WEAVE_API void weave_bind_real(WeaveQuery *q, int index, double value);
WEAVE_API void weave_bind_bool(WeaveQuery *q, int index, bool value);
WEAVE_API void weave_bind_text(WeaveQuery *q, int index, WeaveText value);
WEAVE_API void weave_bind_blob(WeaveQuery *q, int index, WeaveBlob value);
WEAVE_API void weave_bind_enum(WeaveQuery *q, int index, const WeaveEnum *set,
                               int value);
WEAVE_API void weave_bind_value(WeaveQuery *q, int index, WeaveValue value);

WEAVE_API void weave_bind_opt_int(WeaveQuery *q, int index, WeaveOptInt value);
WEAVE_API void weave_bind_opt_real(WeaveQuery *q, int index, WeaveOptReal value);
WEAVE_API void weave_bind_opt_bool(WeaveQuery *q, int index, WeaveOptBool value);
WEAVE_API void weave_bind_opt_text(WeaveQuery *q, int index, WeaveText value);
WEAVE_API void weave_bind_opt_blob(WeaveQuery *q, int index, WeaveBlob value);
WEAVE_API void weave_bind_opt_enum(WeaveQuery *q, int index, const WeaveEnum *set,
                                   int value);

// Drizzle's blob modes: "bigint" stores the decimal digits as bytes, "json" the
// text as bytes.
WEAVE_API void weave_bind_bigint(WeaveQuery *q, int index, int64_t value);
WEAVE_API void weave_bind_opt_bigint(WeaveQuery *q, int index, WeaveOptInt value);
WEAVE_API void weave_bind_json_blob(WeaveQuery *q, int index, WeaveText value);
WEAVE_API void weave_bind_opt_json_blob(WeaveQuery *q, int index, WeaveText value);

// A list is one parameter of one statement, whatever its length:
//     ... WHERE id IN (SELECT value FROM weave_list(?1))
WEAVE_API void weave_bind_int_list(WeaveQuery *q, int index, WeaveIntList list);
WEAVE_API void weave_bind_real_list(WeaveQuery *q, int index, WeaveRealList list);
WEAVE_API void weave_bind_bool_list(WeaveQuery *q, int index, WeaveBoolList list);
WEAVE_API void weave_bind_text_list(WeaveQuery *q, int index, WeaveTextList list);
WEAVE_API void weave_bind_blob_list(WeaveQuery *q, int index, WeaveBlobList list);
WEAVE_API void weave_bind_bigint_list(WeaveQuery *q, int index, WeaveIntList list);
WEAVE_API void weave_bind_enum_list(WeaveQuery *q, int index, const WeaveEnum *set,
                                    WeaveEnumList list);

// A list of structs is as many parameters as they have members, bound one by one: items
// are count structs of size bytes each, the member stands at offset in each.
//     ... WHERE (a, b) IN (SELECT c1, c2 FROM weave_tuples(?1, ?2))
// A member of a kind with opt is a WeaveOptInt, ...; its absence is NULL.
enum { WEAVE_MEMBERS = 16 }; // at most: SQLite compares the arguments behind these
typedef enum WeaveMemberKind {
    WEAVE_MEMBER_INT = 0,
    WEAVE_MEMBER_REAL = 1,
    WEAVE_MEMBER_BOOL = 2,
    WEAVE_MEMBER_TEXT = 3,
    WEAVE_MEMBER_BLOB = 4,
    WEAVE_MEMBER_BIGINT = 5,
    WEAVE_MEMBER_ENUM = 6,
    WEAVE_MEMBER_JSON_BLOB = 7,
    WEAVE_MEMBER_OPT_INT = 8,
    WEAVE_MEMBER_OPT_REAL = 9,
    WEAVE_MEMBER_OPT_BOOL = 10,
    WEAVE_MEMBER_OPT_TEXT = 11,
    WEAVE_MEMBER_OPT_BLOB = 12,
    WEAVE_MEMBER_OPT_BIGINT = 13,
    WEAVE_MEMBER_OPT_ENUM = 14,
    WEAVE_MEMBER_OPT_JSON_BLOB = 15,
} WeaveMemberKind;
WEAVE_API void weave_bind_member(WeaveQuery *q, int index, WeaveMemberKind kind,
                                 const WeaveEnum *set, const void *items, size_t count,
                                 size_t size, size_t offset);

// --- checking ----------------------------------------------------------------

// What a column may not hold is WEAVE_INVALID before it is written, and the message
// names the field. Null and what is absent is never looked at. A length is counted in
// characters, as SQLite's length() does; itself: the bound is allowed, too.
WEAVE_API void weave_check_length(WeaveQuery *q, const char *field, WeaveText value,
                                  int64_t least, int64_t most);
WEAVE_API void weave_check_size(WeaveQuery *q, const char *field, WeaveBlob value,
                                int64_t least, int64_t most);
WEAVE_API void weave_check_int(WeaveQuery *q, const char *field, int64_t value,
                               int64_t least, int64_t most);
WEAVE_API void weave_check_opt_int(WeaveQuery *q, const char *field, WeaveOptInt value,
                                   int64_t least, int64_t most);
WEAVE_API void weave_check_least(WeaveQuery *q, const char *field, double value,
                                 double least, bool itself);
WEAVE_API void weave_check_most(WeaveQuery *q, const char *field, double value,
                                double most, bool itself);
WEAVE_API void weave_check_opt_least(WeaveQuery *q, const char *field,
                                     WeaveOptReal value, double least, bool itself);
WEAVE_API void weave_check_opt_most(WeaveQuery *q, const char *field,
                                    WeaveOptReal value, double most, bool itself);
WEAVE_API void weave_check_one_of(WeaveQuery *q, const char *field, WeaveText value,
                                  const char *const *texts, size_t n);

// --- reading -----------------------------------------------------------------

// column counts from 0. Text and blobs are borrowed: good until the next step
// or end, unless kept. Read each column once.
//
// WEAVE_TYPE, naming the column and what it holds: null where the name has no
// opt, and a value of another class than asked for. No value is ever converted,
// but for what is exact: real reads integers. bool is 0 or 1. What is returned
// after an error is {0}.

WEAVE_API int64_t weave_read_int(WeaveQuery *q, int column);
WEAVE_API double weave_read_real(WeaveQuery *q, int column);
WEAVE_API bool weave_read_bool(WeaveQuery *q, int column);
WEAVE_API WeaveText weave_read_text(WeaveQuery *q, int column);
WEAVE_API WeaveBlob weave_read_blob(WeaveQuery *q, int column);
WEAVE_API int weave_read_enum(WeaveQuery *q, int column, const WeaveEnum *set);
WEAVE_API WeaveValue weave_read_value(WeaveQuery *q, int column);

WEAVE_API WeaveOptInt weave_read_opt_int(WeaveQuery *q, int column);
WEAVE_API WeaveOptReal weave_read_opt_real(WeaveQuery *q, int column);
WEAVE_API WeaveOptBool weave_read_opt_bool(WeaveQuery *q, int column);
WEAVE_API WeaveText weave_read_opt_text(WeaveQuery *q, int column);
WEAVE_API WeaveBlob weave_read_opt_blob(WeaveQuery *q, int column);
WEAVE_API int weave_read_opt_enum(WeaveQuery *q, int column, const WeaveEnum *set);

// Drizzle's blob modes again (digits or JSON stored as text are read as well),
// and numeric's mode "string": a number, or text, as text. For binding that,
// weave_bind_text() is right.
WEAVE_API int64_t weave_read_bigint(WeaveQuery *q, int column);
WEAVE_API WeaveOptInt weave_read_opt_bigint(WeaveQuery *q, int column);
WEAVE_API WeaveText weave_read_json_blob(WeaveQuery *q, int column);
WEAVE_API WeaveText weave_read_opt_json_blob(WeaveQuery *q, int column);
WEAVE_API WeaveText weave_read_number_text(WeaveQuery *q, int column);
WEAVE_API WeaveText weave_read_opt_number_text(WeaveQuery *q, int column);

// Makes what was just read outlive the query: copies it into mem, NUL added,
// and points *value at the copy. Null stays null.
WEAVE_API void weave_keep_text(WeaveQuery *q, WeaveArena *mem, WeaveText *value);
WEAVE_API void weave_keep_blob(WeaveQuery *q, WeaveArena *mem, WeaveBlob *value);
WEAVE_API void weave_keep_value(WeaveQuery *q, WeaveArena *mem, WeaveValue *value);

// Room for one more item after count items of size bytes, grown only here, one
// at a time. Returns items, moved if need be; items unchanged after an error.
//
//     list.items = weave_grow(&q, mem, list.items, list.count, sizeof *list.items);
//     if (weave_ok(&q))
//         list.items[list.count++] = row;
WEAVE_API void *weave_grow(WeaveQuery *q, WeaveArena *mem, void *items, size_t count,
                           size_t size);

// --- rows --------------------------------------------------------------------

// How a column is read: as by the function of that name above; or a row inside the row.
typedef enum WeaveRead {
    WEAVE_READ_INT,
    WEAVE_READ_OPT_INT,
    WEAVE_READ_REAL,
    WEAVE_READ_OPT_REAL,
    WEAVE_READ_BOOL,
    WEAVE_READ_OPT_BOOL,
    WEAVE_READ_TEXT,
    WEAVE_READ_OPT_TEXT,
    WEAVE_READ_BLOB,
    WEAVE_READ_OPT_BLOB,
    WEAVE_READ_ENUM,
    WEAVE_READ_OPT_ENUM,
    WEAVE_READ_BIGINT,
    WEAVE_READ_OPT_BIGINT,
    WEAVE_READ_JSON_BLOB,
    WEAVE_READ_OPT_JSON_BLOB,
    WEAVE_READ_NUMBER_TEXT,
    WEAVE_READ_OPT_NUMBER_TEXT,
    WEAVE_READ_VALUE,
    WEAVE_READ_ROW, // a struct that begins at the column
    WEAVE_READ_HAS, // a bool: whether the column is not null, and so the next field there
    WEAVE_READ_ONE,     // a pointer to a struct, in mem, that begins behind the column
    WEAVE_READ_OPT_ONE, // the same, or null if the column is
    WEAVE_READ_END,     // behind the last field
} WeaveRead;

// Where a column goes. Tables of them are static and const.
typedef struct WeaveField {
    uint16_t read;   // a WeaveRead
    uint16_t column; // from 0; inside a row, from that one's first
    uint32_t offset; // of the member
    const void *of;  // the WeaveEnum, the WeaveRow, or null
} WeaveField;

// A struct that rows are read into.
//
//     typedef struct Media {
//         int64_t id;
//         WeaveText title;
//     } Media;
//
//     static const WeaveField media_fields[] = {
//         {WEAVE_READ_INT, 0, offsetof(Media, id), NULL},
//         {WEAVE_READ_OPT_TEXT, 1, offsetof(Media, title), NULL},
//         {WEAVE_READ_END, 0, 0, NULL},
//     };
//     static const WeaveRow MEDIA_ROW = {media_fields, 2, sizeof(Media)};
typedef struct WeaveRow {
    const WeaveField *fields;
    uint32_t n_columns;
    uint32_t size;
} WeaveRow;

// The next row into the struct at out; text and blobs are borrowed until the next step
// or end. False at the end, and after an error, when the struct is zeroed.
WEAVE_API bool weave_next(WeaveQuery *q, const WeaveRow *row, void *out);

// The first row into the struct at out, text and blobs copied into mem (null if the row
// has none); zeroed if there is none. An end that wants one row tells.
WEAVE_API void weave_one(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem,
                         void *out);

// Calls each with every row in turn, borrowed until it returns; it may run queries, and
// ends the loop by returning false. Faster than weave_next(), as SQLite hands over whole
// rows and never returns in between.
typedef bool (*WeaveEach)(void *context, const void *row);
WEAVE_API void weave_each(WeaveQuery *q, const WeaveRow *row, WeaveEach each,
                          void *context);

// All rows as an array in mem, as is all that they point to. *count is their number;
// null and 0 after an error.
WEAVE_API void *weave_all(WeaveQuery *q, const WeaveRow *row, WeaveArena *mem,
                          size_t *count);

// --- rows with those that belong to them ----------------------------------------

// What emitted code reads relations with: users, the posts of all of them, the comments
// of all of those. Each level is read by one statement, whatever the number of rows.
//
// The rows of a level that others belong to are known by their rowids. These are bound to
// the other level's statement as one list, and each row it gives tells to which of them it
// belongs, in that order; give() then hands every parent its own.

typedef struct WeaveTree {
    WeaveDb *db;
    WeaveArena *mem;  // the rows live here
    WeaveArena notes; // what is known only while reading
    WeaveStatement *root;
    WeaveStatus status; // the first failure sticks
    bool begun;
} WeaveTree;

// How the rows of a level are read.
typedef struct WeaveLevelKind {
    const WeaveRow *row;
    // count rows belong to parent; null for the query's own rows.
    void (*give)(void *parent, void *rows, size_t count);
    int parent;        // the column that tells to which, from 1
    const int *rowids; // columns: of the rows that further levels belong to
    size_t n_rowids;
    bool always; // every parent has a row: WEAVE_TYPE if one has none
} WeaveLevelKind;

// The rows of a level. Zeroed after a failure.
typedef struct WeaveLevel {
    void *rows; // never null, also of none
    size_t count;
    size_t size;
    struct WeaveRowids *rowids; // of each of WeaveLevelKind.rowids
} WeaveLevel;

// Begins a read transaction, so that several statements see one state of the database.
//
//     WeaveTree tree = weave_tree(db, mem, &USERS_SQL, 2);
//     WeaveQuery q = weave_tree_query(&tree, &USERS_SQL);
//     WeaveLevel users = weave_tree_read(&tree, &q, &USERS, NULL, 0);
//     q = weave_tree_query(&tree, &POSTS_SQL);
//     weave_bind_int_list(&q, 1, weave_level_rowids(&users, 0));
//     weave_tree_read(&tree, &q, &POSTS, &users, 0);
//     return weave_tree_end(&tree);
WEAVE_API WeaveTree weave_tree(WeaveDb *db, WeaveArena *mem, WeaveStatement *root,
                               int n_statements);
WEAVE_API WeaveQuery weave_tree_query(WeaveTree *tree, WeaveStatement *statement);

// Runs q to its end. Its rows belong to those of `of` whose rowids are the i-th.
WEAVE_API WeaveLevel weave_tree_read(WeaveTree *tree, WeaveQuery *q,
                                     const WeaveLevelKind *kind, const WeaveLevel *of,
                                     size_t i);
WEAVE_API WeaveIntList weave_level_rowids(const WeaveLevel *level, size_t i);

// Ends the transaction and lets go of all but the rows. end_one: no row is
// WEAVE_NOT_FOUND, several are WEAVE_TOO_MANY.
WEAVE_API WeaveStatus weave_tree_end(WeaveTree *tree);
WEAVE_API WeaveStatus weave_tree_end_one(WeaveTree *tree, const WeaveLevel *root);

#ifdef __cplusplus
}
#endif

#endif
