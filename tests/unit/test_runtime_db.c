// test_runtime_db.c - opening, wrapping, closing; threads and processes.

#include "tests/unit/runtime_fixture.h"

#include <pthread.h>
#include <sys/wait.h>

static const char *path;

static void setup(void)
{
    path = fixture_path();
}

static void teardown(void)
{
    fixture_remove(path);
}

TestSuite(runtime_db, .init = setup, .fini = teardown);

static WeaveStatement ADD = {.place = "t.ts:1 source.add",
                             .sql = "INSERT INTO source (url) VALUES (?1)"};
static WeaveStatement COUNT = {.place = "t.ts:2 source.count",
                               .sql = "SELECT count(*) FROM source"};

static WeaveStatus add(WeaveDb *db)
{
    WeaveQuery q = weave_query(db, &ADD);
    weave_bind_text(&q, 1, WEAVE_TEXT("file:///"));
    return weave_end_exec(&q, NULL);
}

Test(runtime_db, a_connection_has_its_settings)
{
    WeaveDb *db = fixture_open(path);
    cr_assert_eq(fixture_int(db, "PRAGMA foreign_keys"), 1);
    cr_assert_eq(fixture_int(db, "PRAGMA busy_timeout"), 5000);
    cr_assert_eq(fixture_int(db, "PRAGMA synchronous"), 1);
    cr_assert_eq(
        fixture_int(db, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
    fixture_close(db);
}

// The memory that SQLite says it uses while a database is open that was opened so.
static sqlite3_int64 memory_counted(unsigned flags)
{
    WeaveDb *db;
    cr_assert_eq(weave_open(&FIXTURE, path, WEAVE_OPEN_CREATE | flags, &db), WEAVE_OK);
    sqlite3_int64 counted = sqlite3_memory_used();
    cr_assert_eq(add(db), WEAVE_OK);
    fixture_close(db);
    return counted;
}

Test(runtime_db, memory_is_counted_unless_the_first_opening_says_not_to)
{
    sqlite3_shutdown();
    cr_assert_gt(memory_counted(0), 0);
    cr_assert_gt(memory_counted(WEAVE_OPEN_UNCOUNTED), 0, "it was too late");
    sqlite3_shutdown();
    cr_assert_eq(memory_counted(WEAVE_OPEN_UNCOUNTED), 0);
    sqlite3_shutdown();
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 1);
}

Test(runtime_db, in_memory_synchronous_is_left_alone)
{
    WeaveDb *db = fixture_open(":memory:");
    cr_assert_eq(fixture_int(db, "PRAGMA synchronous"), 2);
    fixture_close(db);
}

Test(runtime_db, without_create_a_file_must_be_there)
{
    WeaveDb *db;
    char said[200];
    snprintf(said, sizeof said, "%s: unable to open database file [SQLITE_CANTOPEN]",
             path);
    cr_assert_eq(weave_open(&FIXTURE, path, 0, &db), WEAVE_ERROR);
    cr_message(db, said);
    cr_assert_eq(weave_sqlite_code(db), SQLITE_CANTOPEN);
    cr_assert_str_eq(weave_place(db), "");
    cr_assert_null(weave_handle(db));
    cr_assert_eq(add(db), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 source.add: the database is not open");
    cr_assert_eq(weave_begin(db), WEAVE_MISUSE);
    cr_assert_eq(weave_changes(db), 0);
    fixture_close(db);
}

Test(runtime_db, a_file_that_is_no_database_says_so)
{
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 1000; i++)
        fputs("not a database", file);
    fclose(file);
    WeaveDb *db;
    char said[200];
    snprintf(said, sizeof said, "%s: file is not a database [SQLITE_NOTADB]", path);
    cr_assert_eq(weave_open(&FIXTURE, path, WEAVE_OPEN_CREATE, &db), WEAVE_ERROR);
    cr_message(db, said);
    fixture_close(db);
}

Test(runtime_db, read_only_reads_and_does_not_write)
{
    fixture_close(fixture_open(path));
    WeaveDb *db;
    cr_assert_eq(weave_open(&FIXTURE, path, WEAVE_OPEN_READONLY, &db), WEAVE_OK, "%s",
                 weave_message(db));
    cr_assert_eq(fixture_run(db, &COUNT), WEAVE_OK);
    cr_assert_eq(add(db), WEAVE_ERROR);
    cr_assert_eq(weave_sqlite_code(db), SQLITE_READONLY);
    fixture_close(db);
}

Test(runtime_db, nothing_has_failed_yet)
{
    WeaveDb *db = fixture_open(path);
    cr_message(db, "");
    cr_assert_str_eq(weave_place(db), "");
    cr_assert_eq(weave_sqlite_code(db), 0);
    cr_assert_str_eq(weave_message(NULL), "out of memory");
    fixture_close(db);
    cr_assert_eq(weave_close(NULL), WEAVE_OK);
}

Test(runtime_db, closing_waits_for_open_queries_and_names_them)
{
    WeaveDb *db = fixture_open(path);
    WeaveQuery q = weave_query(db, &COUNT);
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_close(db), WEAVE_MISUSE);
    cr_message(db, "t.ts:2 source.count: the query has not been ended");
    cr_assert_eq(weave_read_int(&q, 0), 0);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    fixture_close(db);
}

Test(runtime_db, closing_waits_for_the_applications_statements)
{
    WeaveDb *db = fixture_open(path);
    sqlite3_stmt *stmt;
    sqlite3_prepare_v2(weave_handle(db), "SELECT 1", -1, &stmt, NULL);
    cr_assert_eq(weave_close(db), WEAVE_BUSY);
    cr_assert_eq(add(db), WEAVE_OK, "it can still be used");
    sqlite3_finalize(stmt);
    fixture_close(db);
}

// --- the application's own functions -----------------------------------------

static void twice(sqlite3_context *context, int argc, sqlite3_value **argv)
{
    (void)argc;
    sqlite3_result_int64(context, 2 * sqlite3_value_int64(argv[0]));
}

static int register_twice(sqlite3 *sqlite)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    return sqlite3_create_function(sqlite, "twice", 1, flags, NULL, twice, NULL, NULL);
}

static int register_nothing(sqlite3 *sqlite)
{
    (void)sqlite;
    return SQLITE_PERM;
}

static const WeaveSchema DOUBLED = {
    .name = "d.ts",
    .ddl = "CREATE TABLE d (x integer, y integer CHECK (y = twice(x)));",
    .shape = "d table\nd.x integer\nd.y integer\n",
    .register_functions = register_twice,
};

Test(runtime_db, the_ddl_and_queries_may_use_the_applications_functions)
{
    WeaveStatement good = {.sql = "INSERT INTO d VALUES (3, twice(3))"};
    WeaveStatement bad = {.sql = "INSERT INTO d VALUES (3, 7)"};
    WeaveDb *db;
    for (int i = 0; i < 2; i++) { // created, then found
        cr_assert_eq(weave_open(&DOUBLED, path, WEAVE_OPEN_CREATE, &db), WEAVE_OK, "%s",
                     weave_message(db));
        cr_assert_eq(fixture_run(db, &good), WEAVE_OK, "%s", weave_message(db));
        cr_assert_eq(fixture_run(db, &bad), WEAVE_CONSTRAINT);
        fixture_close(db);
    }
    sqlite3 *sqlite;
    cr_assert_eq(sqlite3_open(path, &sqlite), SQLITE_OK);
    cr_assert_eq(weave_wrap(&DOUBLED, sqlite, 0, &db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &good), WEAVE_OK, "%s", weave_message(db));
    fixture_close(db);
    sqlite3_close(sqlite);
}

Test(runtime_db, functions_that_cannot_be_registered_fail_the_opening)
{
    WeaveSchema schema = DOUBLED;
    schema.register_functions = register_nothing;
    WeaveDb *db;
    char said[200];
    snprintf(said, sizeof said,
             "%s: weave_register() failed: access permission denied [SQLITE_PERM]",
             path);
    cr_assert_eq(weave_open(&schema, path, WEAVE_OPEN_CREATE, &db), WEAVE_ERROR);
    cr_message(db, said);
    cr_assert_eq(weave_sqlite_code(db), SQLITE_PERM);
    fixture_close(db);
}

// --- the application's own connection ----------------------------------------

static sqlite3 *own_connection(void)
{
    sqlite3 *sqlite;
    cr_assert_eq(sqlite3_open(path, &sqlite), SQLITE_OK);
    return sqlite;
}

static int64_t own_count(sqlite3 *sqlite)
{
    sqlite3_stmt *stmt;
    cr_assert_eq(sqlite3_prepare_v2(sqlite, COUNT.sql, -1, &stmt, NULL), SQLITE_OK);
    sqlite3_step(stmt);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

Test(runtime_db, a_wrapped_connection_is_used_and_left_open)
{
    sqlite3 *sqlite = own_connection();
    WeaveDb *db;
    cr_assert_eq(weave_wrap(&FIXTURE, sqlite, 0, &db), WEAVE_SCHEMA);
    cr_message(db,
               "the database is not the one schema.ts was woven for: table media is "
               "missing; table source is missing");
    fixture_close(db);
    cr_assert_eq(weave_wrap(&FIXTURE, sqlite, WEAVE_OPEN_CREATE, &db), WEAVE_OK, "%s",
                 weave_message(db));
    cr_assert_eq(weave_handle(db), sqlite);
    cr_assert_eq(fixture_int(db, "PRAGMA foreign_keys"), 1);
    cr_assert_eq(add(db), WEAVE_OK);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(db), WEAVE_OK);
    fixture_close(db);
    cr_assert_eq(own_count(sqlite), 1, "what was not committed is rolled back");
    cr_assert_null(sqlite3_next_stmt(sqlite, NULL));
    cr_assert_eq(sqlite3_close(sqlite), SQLITE_OK);
}

Test(runtime_db, in_the_applications_transaction_weaves_is_a_savepoint)
{
    sqlite3 *sqlite = own_connection();
    WeaveDb *db;
    sqlite3_exec(sqlite, "BEGIN", NULL, NULL, NULL);
    cr_assert_eq(weave_wrap(&FIXTURE, sqlite, WEAVE_OPEN_CREATE, &db), WEAVE_OK, "%s",
                 weave_message(db));
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(add(db), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_assert_not(sqlite3_get_autocommit(sqlite));
    cr_assert_eq(weave_begin_read(db), WEAVE_OK);
    cr_assert_eq(add(db), WEAVE_OK);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    fixture_close(db);
    sqlite3_exec(sqlite, "COMMIT", NULL, NULL, NULL);
    cr_assert_eq(own_count(sqlite), 1);
    sqlite3_close(sqlite);
}

Test(runtime_db, two_can_wrap_one_connection)
{
    sqlite3 *sqlite = own_connection();
    WeaveStatement in = {.sql = "SELECT value FROM weave_list(?1)"};
    WeaveDb *one, *two;
    cr_assert_eq(weave_wrap(&FIXTURE, sqlite, WEAVE_OPEN_CREATE, &one), WEAVE_OK);
    WeaveQuery q = weave_query(one, &in);
    weave_bind_int_list(&q, 1, (WeaveIntList){(const int64_t[]){1, 2}, 2});
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_wrap(&FIXTURE, sqlite, 0, &two), WEAVE_OK, "%s",
                 weave_message(two));
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_read_int(&q, 0), 2);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    fixture_close(one);
    cr_assert_eq(add(two), WEAVE_OK);
    fixture_close(two);
    sqlite3_close(sqlite);
}

// --- processes and threads ---------------------------------------------------

// What a child finds when it uses its parent's connection: 0 if all as promised.
static int child_finds(WeaveDb *db, WeaveQuery *running)
{
    if (weave_step(running) || weave_end(running) != WEAVE_MISUSE)
        return 1;
    if (add(db) != WEAVE_MISUSE || weave_begin(db) != WEAVE_MISUSE)
        return 2;
    if (!strstr(weave_message(db), "the connection is from before fork()"))
        return 3;
    if (weave_rollback(db) != WEAVE_MISUSE || weave_close(db) != WEAVE_OK)
        return 4;
    WeaveDb *own;
    if (weave_open(&FIXTURE, path, 0, &own) != WEAVE_OK || add(own) != WEAVE_OK)
        return 5;
    return weave_close(own) == WEAVE_OK ? 0 : 6;
}

Test(runtime_db, a_child_process_cannot_use_its_parents_connection)
{
    WeaveDb *db = fixture_open(path);
    cr_assert_eq(add(db), WEAVE_OK);
    WeaveQuery q = weave_query(db, &COUNT);
    pid_t child = fork();
    if (child == 0)
        _exit(child_finds(db, &q));
    int end;
    cr_assert_eq(waitpid(child, &end, 0), child);
    cr_assert(WIFEXITED(end));
    cr_assert_eq(WEXITSTATUS(end), 0);
    cr_assert(weave_step(&q), "the parent goes on");
    cr_assert_eq(weave_read_int(&q, 0), 2);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    fixture_close(db);
}

static WeaveStatement shared[50];

// Uses every statement of shared[] on a connection of its own.
static void *use_all(void *sum)
{
    WeaveDb *db;
    if (weave_open(NULL, ":memory:", 0, &db) != WEAVE_OK)
        return NULL;
    for (int round = 0; round < 20; round++)
        for (int i = 0; i < 50; i++) {
            WeaveQuery q = weave_query(db, &shared[i]);
            weave_bind_int(&q, 1, i);
            if (weave_step(&q))
                *(int64_t *)sum += weave_read_int(&q, 0);
            if (weave_end_one(&q) != WEAVE_OK)
                *(int64_t *)sum = INT64_MIN;
        }
    weave_close(db);
    return NULL;
}

Test(runtime_db, threads_share_statements_and_nothing_else)
{
    enum { THREADS = 4 };
    pthread_t threads[THREADS];
    int64_t sums[THREADS] = {0};
    for (int i = 0; i < 50; i++)
        shared[i] = (WeaveStatement){.place = "t", .sql = "SELECT ?1 + 1"};
    for (int i = 0; i < THREADS; i++)
        cr_assert_eq(pthread_create(&threads[i], NULL, use_all, &sums[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        cr_assert_eq(sums[i], 20 * (50 * 51 / 2));
    }
    for (int i = 0; i < 50; i++)
        for (int j = 0; j < i; j++)
            cr_assert_neq(shared[i].slot, shared[j].slot);
}
