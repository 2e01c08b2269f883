// test_runtime_migrating.c - databases opened and migrated, by many at once, on bad disks.

#include "migrate_fixture.h"

#include <sys/wait.h>

// --- opening -----------------------------------------------------------------

Test(migrate, mg_26_a_new_database_is_made_by_the_migrations_and_seeded)
{
    const char *path = fixture_path();
    WeaveDb *db;
    WeaveStatus status = weave_open(&SCHEMA, path, WEAVE_OPEN_CREATE, &db);
    cr_assert_eq(status, WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(ledger_rows(db), 3);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM posts JOIN users ON users.id = "
                                 "user_id"),
                 1);
    fixture_sql(db, "DELETE FROM posts; UPDATE users SET name = 'Eve'");
    fixture_close(db);
    status = weave_open(&SCHEMA, path, WEAVE_OPEN_CREATE, &db);
    cr_assert_eq(status, WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM posts"), 0, "seeded again");
    cr_assert_eq(weave_seed(db), WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM posts"), 1);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM users WHERE name = 'Eve'"), 1);
    fixture_close(db);
    fixture_remove(path);
}

Test(migrate, what_is_pending_is_named_by_open_and_applied_by_migrate)
{
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path);
    migrate(db, &first, 1);
    fixture_close(db);
    cr_assert_eq(weave_open(&SCHEMA, path, WEAVE_OPEN_CREATE, &db), WEAVE_SCHEMA);
    cr_assert(strstr(weave_message(db),
                     "the database lacks 2 migrations, the first is 0001_score: "
                     "db_migrate() applies what is pending"),
              "%s", weave_message(db));
    fixture_close(db);
    WeaveStatus status = weave_open(&SCHEMA, path, WEAVE_OPEN_MIGRATE, &db);
    cr_assert_eq(status, WEAVE_OK, "%s", weave_message(db));
    fixture_close(db);
    cr_assert_eq(
        weave_open(&SCHEMA, path, WEAVE_OPEN_READONLY | WEAVE_OPEN_MIGRATE, &db),
        WEAVE_OK, "nothing is written where nothing is pending");
    fixture_close(db);
    fixture_remove(path);
}

Test(migrate, a_database_that_was_made_without_a_ledger_opens_if_it_fits)
{
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path);
    fixture_sql(db,
                "CREATE TABLE users (id integer PRIMARY KEY NOT NULL, name text NOT "
                "NULL, score integer NOT NULL);"
                "CREATE TABLE posts (id integer PRIMARY KEY NOT NULL, user_id integer "
                "NOT NULL)");
    fixture_close(db);
    cr_assert_eq(weave_open(&SCHEMA, path, 0, &db), WEAVE_OK, "%s", weave_message(db));
    fixture_sql(db, "ALTER TABLE users RENAME score TO points");
    fixture_close(db);
    cr_assert_eq(weave_open(&SCHEMA, path, 0, &db), WEAVE_SCHEMA);
    cr_assert(strstr(weave_message(db), "column users.score is missing"), "%s",
              weave_message(db));
    fixture_close(db);
    fixture_remove(path);
}

Test(migrate, mg_31_hop_leads_to_the_schema_or_is_rolled_back)
{
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path);
    migrate(db, &first_two, 2); // bootstrapped
    fixture_sql(db, "INSERT INTO users (name) VALUES ('Ada')");
    fixture_sql(db, "ALTER TABLE posts ADD drift text"); // the hop will not end there
    fixture_close(db);
    cr_assert_eq(weave_open(&SCHEMA, path, WEAVE_OPEN_MIGRATE, &db), WEAVE_SCHEMA);
    cr_assert(strstr(weave_message(db), "column posts.drift is new"), "%s",
              weave_message(db));
    fixture_close(db);
    db = open_bare(path);
    cr_assert_eq(ledger_rows(db), 2);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM users"), 1);
    fixture_sql(db, "ALTER TABLE posts DROP drift");
    fixture_close(db);
    cr_assert_eq(weave_open(&SCHEMA, path, WEAVE_OPEN_MIGRATE, &db), WEAVE_OK, "%s",
                 weave_message(db));
    fixture_close(db);
    // A program that lacks the hop of this database.
    static const WeaveSchema older = {
        .name = "schema.ts", .ddl = "", .shape = SHAPE_USERS, .migrations = &first_two};
    cr_assert_eq(weave_open(&older, path, WEAVE_OPEN_MIGRATE, &db), WEAVE_SCHEMA);
    cr_assert(strstr(weave_message(db), "the database is newer"), "%s",
              weave_message(db));
    fixture_close(db);
    fixture_remove(path);
}

// --- together ----------------------------------------------------------------

static int run_once(const char *path)
{
    WeaveDb *db;
    WeaveStatus status =
        weave_open(&SCHEMA, path, WEAVE_OPEN_CREATE | WEAVE_OPEN_MIGRATE, &db);
    if (status != WEAVE_OK)
        fprintf(stderr, "%s\n", weave_message(db));
    weave_close(db);
    return (int)status;
}

static void eight_at_once(const char *path)
{
    pid_t children[8];
    for (size_t i = 0; i < 8; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(run_once(path));
    }
    for (size_t i = 0; i < 8; i++) {
        int status;
        waitpid(children[i], &status, 0);
        cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == WEAVE_OK, "%d", status);
    }
    WeaveDb *db;
    cr_assert_eq(weave_open(&SCHEMA, path, 0, &db), WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(ledger_rows(db), 3);
    fixture_close(db);
}

Test(migrate, px_18_of_eight_that_run_at_once_one_applies)
{
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path);
    migrate(db, &first, 1);
    fixture_close(db);
    eight_at_once(path);
    fixture_remove(path);
}

Test(migrate, of_eight_that_create_at_once_one_does)
{
    const char *path = fixture_path();
    eight_at_once(path);
    fixture_remove(path);
}

Test(migrate, a_writer_is_waited_for_and_a_transaction_of_ones_own_is_misuse)
{
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path), *other = open_bare(path);
    fixture_sql(db, "PRAGMA busy_timeout = 0");
    cr_assert_eq(weave_begin(other), WEAVE_OK);
    cr_assert_eq(weave_migrate(db, &all, NULL), WEAVE_BUSY);
    cr_assert_eq(weave_migrate(other, &all, NULL), WEAVE_MISUSE);
    weave_rollback(other);
    migrate(db, &all, 3);
    fixture_close(other);
    fixture_close(db);
    fixture_remove(path);
}

// --- the world ---------------------------------------------------------------

Test(migrate, a_full_disk_undoes_the_migration_and_the_next_run_goes_on)
{
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path);
    migrate(db, &first_two, 2);
    fixture_sql(db,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
                "i < 200) INSERT INTO users (name) SELECT hex(randomblob(400)) FROM n");
    int64_t pages = fixture_int(db, "PRAGMA page_count");
    char limit[64];
    snprintf(limit, sizeof limit, "PRAGMA max_page_count = %d", (int)pages + 3);
    fixture_sql(db, limit);
    refuse(db, &all, WEAVE_FULL, "0002_rebuild.sql:3: database or disk is full");
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM users"), 200);
    fixture_sql(db, "PRAGMA max_page_count = 100000");
    migrate(db, &all, 1);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM users"), 200);
    fixture_close(db);
    fixture_remove(path);
}

Test(migrate, a_long_reader_is_busy_without_a_log_and_nothing_with_one)
{
    static const char *const modes[] = {"PRAGMA journal_mode = DELETE",
                                        "PRAGMA journal_mode = WAL"};
    for (size_t i = 0; i < 2; i++) {
        const char *path = fixture_path();
        WeaveDb *db = open_bare(path);
        fixture_sql(db, modes[i]);
        fixture_sql(db, "PRAGMA busy_timeout = 0");
        migrate(db, &first, 1);
        sqlite3 *reader;
        cr_assert_eq(sqlite3_open(path, &reader), SQLITE_OK);
        cr_assert_eq(
            sqlite3_exec(reader, "BEGIN; SELECT * FROM users", NULL, NULL, NULL),
            SQLITE_OK);
        size_t applied;
        WeaveStatus expected = i == 0 ? WEAVE_BUSY : WEAVE_OK;
        cr_assert_eq(weave_migrate(db, &first_two, &applied), expected, "%s",
                     weave_message(db));
        cr_assert_eq(applied, i);
        sqlite3_close(reader);
        migrate(db, &all, 2 - i);
        fixture_close(db);
        fixture_remove(path);
    }
}

Test(migrate, a_database_that_is_only_read_is_not_migrated)
{
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path);
    migrate(db, &first, 1);
    fixture_close(db);
    WeaveStatus status =
        weave_open(&SCHEMA, path, WEAVE_OPEN_READONLY | WEAVE_OPEN_MIGRATE, &db);
    cr_assert_eq(status, WEAVE_ERROR);
    cr_assert_eq(weave_sqlite_code(db) & 0xff, SQLITE_READONLY, "%s",
                 weave_message(db));
    fixture_close(db);
    db = open_bare(path);
    cr_assert_eq(ledger_rows(db), 1);
    fixture_close(db);
    fixture_remove(path);
}

Test(migrate, a_plan_without_a_ledger_runs_only_on_what_it_was_made_for)
{
    static const WeaveMigration plan = {"plan", "", 0, score, 2};
    static const char version[] = "SELECT data_version FROM pragma_data_version";
    const char *path = fixture_path();
    WeaveDb *db = open_bare(path), *other = open_bare(path);
    migrate(db, &first, 1);
    int64_t before = fixture_int(db, version);
    fixture_sql(other, "INSERT INTO users (name) VALUES ('Eve')");
    cr_assert_eq(weave_run_migration(db, &plan, before), WEAVE_BUSY);
    cr_assert(strstr(weave_message(db), "has changed meanwhile"), "%s",
              weave_message(db));
    cr_assert_eq(weave_run_migration(db, &plan, fixture_int(db, version)), WEAVE_OK,
                 "%s", weave_message(db));
    cr_assert_eq(fixture_int(db, "SELECT score FROM users"), 1);
    cr_assert_eq(ledger_rows(db), 1);
    fixture_close(other);
    fixture_close(db);
    fixture_remove(path);
}
