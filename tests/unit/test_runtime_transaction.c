// test_runtime_transaction.c - transactions, savepoints, and what SQLite does unasked.

#include "tests/unit/runtime_fixture.h"

static const char *path;
static WeaveDb *db;

static void setup(void)
{
    path = fixture_path();
    db = fixture_open(path);
}

static void teardown(void)
{
    fixture_close(db);
    fixture_remove(path);
}

TestSuite(runtime_transaction, .init = setup, .fini = teardown);

static WeaveStatement ADD = {.place = "t.ts:1 source.add",
                             .sql = "INSERT INTO source (url) VALUES ('u')"};
static WeaveStatement COUNT = {.place = "t.ts:2 source.count",
                               .sql = "SELECT count(*) FROM source"};
static WeaveStatement ABORT = {
    .place = "t.ts:3 source.abort",
    .sql = "INSERT OR ROLLBACK INTO source (id, url) VALUES (1, NULL)"};
static WeaveStatement ORPHAN = {
    .place = "t.ts:4 media.orphan",
    .sql = "INSERT INTO media (uri, source_id) VALUES ('o', 99)"};

static void assert_rows(int64_t n)
{
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM source"), n);
}

Test(runtime_transaction, commit_keeps)
{
    cr_assert_not(weave_in_transaction(db));
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert(weave_in_transaction(db));
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_assert_not(weave_in_transaction(db));
    assert_rows(1);
}

Test(runtime_transaction, rollback_undoes)
{
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    assert_rows(0);
}

Test(runtime_transaction, inside_another_it_is_a_savepoint)
{
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    for (int i = 0; i < 2; i++) {
        cr_assert_eq(weave_begin(db), WEAVE_OK);
        cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    }
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    assert_rows(2);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_assert(weave_in_transaction(db));
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_assert_not(weave_in_transaction(db));
    cr_assert(sqlite3_get_autocommit(weave_handle(db)));
    assert_rows(2);
}

Test(runtime_transaction, ending_what_was_not_begun_is_misuse)
{
    cr_assert_eq(weave_commit(db), WEAVE_MISUSE);
    cr_message(db, "weave_commit: no transaction has been begun");
    cr_assert_eq(weave_rollback(db), WEAVE_MISUSE);
    cr_assert_eq(weave_begin(NULL), WEAVE_MISUSE);
    cr_assert_eq(weave_commit(NULL), WEAVE_MISUSE);
}

Test(runtime_transaction, closing_rolls_back)
{
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    fixture_close(db);
    db = fixture_open(path);
    assert_rows(0);
}

// --- reading -----------------------------------------------------------------

Test(runtime_transaction, reads_in_one_transaction_see_one_state)
{
    WeaveDb *other = fixture_open(path);
    cr_assert_eq(weave_begin_read(db), WEAVE_OK);
    assert_rows(0);
    cr_assert_eq(fixture_run(other, &ADD), WEAVE_OK);
    assert_rows(0);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    assert_rows(1);
    fixture_close(other);
}

Test(runtime_transaction, a_write_among_reads_is_misuse)
{
    cr_assert_eq(weave_begin_read(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 source.add: a write inside weave_begin_read()");
    cr_assert_eq(fixture_run(db, &COUNT), WEAVE_OK);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
}

// --- what goes wrong ---------------------------------------------------------

Test(runtime_transaction, a_second_writer_is_busy)
{
    WeaveDb *other = fixture_open(path);
    sqlite3_busy_timeout(weave_handle(other), 1);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(other, &ADD), WEAVE_BUSY);
    cr_message(other, "t.ts:1 source.add: database is locked [SQLITE_BUSY]");
    cr_assert_eq(weave_begin(other), WEAVE_BUSY);
    cr_message(other, "weave_begin: database is locked [SQLITE_BUSY]");
    cr_assert_not(weave_in_transaction(other));
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    cr_assert_eq(weave_begin(other), WEAVE_OK);
    cr_assert_eq(weave_rollback(other), WEAVE_OK);
    fixture_close(other);
}

Test(runtime_transaction, a_deferred_foreign_key_fails_the_commit_which_may_be_retried)
{
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ORPHAN), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_CONSTRAINT);
    cr_message(db, "weave_commit: FOREIGN KEY constraint failed "
                   "[SQLITE_CONSTRAINT_FOREIGNKEY]");
    cr_assert(weave_in_transaction(db));
    fixture_sql(db, "INSERT INTO source VALUES (99, 'u')");
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    assert_rows(1);
}

Test(runtime_transaction, a_commit_is_busy_while_its_own_write_is_running)
{
    WeaveStatement returning = {
        .sql = "INSERT INTO source (url) VALUES ('a'), ('b') RETURNING id"};
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    WeaveQuery q = weave_query(db, &returning);
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_commit(db), WEAVE_BUSY);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(weave_commit(db), WEAVE_OK);
    assert_rows(2);
}

Test(runtime_transaction, after_sqlite_rolled_back_nothing_is_written_outside)
{
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ABORT), WEAVE_CONSTRAINT);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_ERROR);
    cr_message(db, "t.ts:1 source.add: SQLite has rolled the transaction back: "
                   "weave_rollback() first");
    cr_assert_eq(weave_begin(db), WEAVE_ERROR);
    cr_assert_eq(weave_commit(db), WEAVE_ERROR);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_ERROR, "one level is still open");
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_not(weave_in_transaction(db));
    assert_rows(0);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    assert_rows(1);
}

Test(runtime_transaction, a_full_database_is_a_status)
{
    WeaveStatement fill = {.sql =
                               "INSERT INTO source (url) VALUES (zeroblob(1000000))"};
    fixture_sql(db, "PRAGMA max_page_count = 20");
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &fill), WEAVE_FULL);
    cr_assert_eq(weave_sqlite_code(db), SQLITE_FULL);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_not(weave_in_transaction(db));
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    assert_rows(1);
}

// --- a disk that fails -------------------------------------------------------

static sqlite3_io_methods failing_methods[2]; // of logs, of databases
static int (*real_write)(sqlite3_file *, const void *, int, sqlite3_int64);
static int (*real_open)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *);
static bool disk_fails;

static int failing_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
    return disk_fails ? SQLITE_IOERR_WRITE : real_write(file, from, n, at);
}

// All files have SQLite's own methods, but for writing.
static int failing_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file,
                        int flags, int *out)
{
    int rc = real_open(vfs, name, file, flags, out);
    if (rc == SQLITE_OK) {
        sqlite3_io_methods *methods = &failing_methods[!!(flags & SQLITE_OPEN_MAIN_DB)];
        *methods = *file->pMethods;
        real_write = methods->xWrite;
        methods->xWrite = failing_write;
        file->pMethods = methods;
    }
    return rc;
}

static void reopen_on_failing_disk(void)
{
    static sqlite3_vfs vfs;
    vfs = *sqlite3_vfs_find(NULL);
    real_open = vfs.xOpen;
    vfs.xOpen = failing_open;
    vfs.zName = "failing";
    sqlite3_vfs_register(&vfs, 1);
    fixture_close(db);
    db = fixture_open(path);
}

Test(runtime_transaction, a_commit_that_the_disk_fails_is_unknown_and_over)
{
    reopen_on_failing_disk();
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    disk_fails = true;
    cr_assert_eq(weave_commit(db), WEAVE_UNKNOWN);
    cr_message(db, "weave_commit: disk I/O error [SQLITE_IOERR_WRITE]");
    disk_fails = false;
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_ERROR);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    assert_rows(1);
}

Test(runtime_transaction, a_lone_write_that_the_disk_fails_is_unknown_too)
{
    reopen_on_failing_disk();
    disk_fails = true;
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_UNKNOWN);
    cr_message(db, "t.ts:1 source.add: disk I/O error [SQLITE_IOERR_WRITE]");
    cr_assert_eq(fixture_run(db, &COUNT), WEAVE_OK, "reading is not harmed");
    disk_fails = false;
    cr_assert_eq(fixture_run(db, &ADD), WEAVE_OK);
    assert_rows(1);
}

Test(runtime_transaction, a_write_in_a_transaction_that_the_disk_fails_is_not_in_doubt)
{
    WeaveStatement big = {.place = "t.ts:9 source.big",
                          .sql = "INSERT INTO source (url) VALUES (zeroblob(900000))"};
    reopen_on_failing_disk();
    fixture_sql(db, "PRAGMA cache_size = 5");
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    disk_fails = true;
    cr_assert_eq(fixture_run(db, &big), WEAVE_ERROR);
    cr_assert_eq(weave_sqlite_code(db), SQLITE_IOERR_WRITE);
    disk_fails = false;
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    assert_rows(0);
}
