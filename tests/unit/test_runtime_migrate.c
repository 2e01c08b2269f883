// test_runtime_migrate.c - a migration folder applied: what is done, refused, undone.

#include "migrate_fixture.h"

// Each test has a database of its own, empty and open.
static const char *path;
static WeaveDb *db;

static void setup(void)
{
    path = fixture_path();
    db = open_bare(path);
}

static void teardown(void)
{
    fixture_close(db);
    fixture_remove(path);
}

TestSuite(migrate, .init = setup, .fini = teardown);

// --- applying ----------------------------------------------------------------

Test(migrate, px_18_what_is_pending_is_applied_once_and_in_order)
{
    migrate(db, &first, 1);
    fixture_sql(db, "INSERT INTO users (name) VALUES ('Ada'), ('Bob')");
    migrate(db, &first_two, 1);
    cr_assert_eq(fixture_int(db, "SELECT sum(score) FROM users"), 3);
    migrate(db, &all, 1);
    migrate(db, &all, 0);
    cr_assert_eq(ledger_rows(db), 3);
    cr_assert_eq(fixture_int(db,
                             "SELECT count(*) FROM __drizzle_migrations WHERE id IS "
                             "NULL AND hash = 'aa02' AND created_at = 1700000200003 "
                             "AND typeof(created_at) = 'integer'"),
                 1);
}

Test(migrate, a_parent_is_made_anew_and_keeps_its_children_and_its_counter)
{
    migrate(db, &first_two, 2);
    fixture_sql(db, "INSERT INTO users (name) VALUES ('Ada'), ('Bob'), ('Cem');"
                    "INSERT INTO posts (user_id) VALUES (1), (2);"
                    "DELETE FROM users WHERE id = 3");
    migrate(db, &all, 1);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM posts"), 2);
    fixture_sql(db, "INSERT INTO users (name) VALUES ('Dan')");
    cr_assert_eq(fixture_int(db, "SELECT max(id) FROM users"), 4,
                 "an id is used again");
    cr_assert_eq(fixture_int(db, "PRAGMA foreign_keys"), 1);
    cr_assert_eq(fixture_int(db, "PRAGMA legacy_alter_table"), 0);
}

Test(migrate, the_counter_of_an_empty_table_stays)
{
    migrate(db, &first_two, 2);
    fixture_sql(db, "INSERT INTO users (name) VALUES ('Ada'); DELETE FROM users");
    migrate(db, &all, 1);
    fixture_sql(db, "INSERT INTO users (name) VALUES ('Bob')");
    cr_assert_eq(fixture_int(db, "SELECT id FROM users"), 2);
}

Test(migrate, px_18_sql_that_fails_is_undone_and_those_before_it_stand)
{
    static const WeaveStep bad[] = {
        ONE("0001_bad.sql:1", "CREATE TABLE halfway (id integer)"),
        ONE("0001_bad.sql:3", "INSERT INTO nowhere VALUES (1)"),
    };
    static const WeaveMigration items[] = {
        MIGRATION("0000_init", "aa00", 1700000000001, init),
        MIGRATION("0001_bad", "bb01", 1700000100002, bad),
    };
    FOLDER(folder, false, items);
    size_t applied;
    cr_assert_eq(weave_migrate(db, &folder, &applied), WEAVE_ERROR);
    cr_assert_eq(applied, 1);
    cr_message(db, "0001_bad.sql:3: no such table: nowhere [SQLITE_ERROR]");
    cr_assert_str_eq(weave_place(db), "0001_bad.sql:3");
    cr_assert_eq(ledger_rows(db), 1);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM sqlite_schema WHERE name = "
                                 "'halfway'"),
                 0);
    cr_assert_eq(fixture_int(db, "PRAGMA foreign_keys"), 1);
    migrate(db, &first_two, 1); // repaired, it goes on there
}

Test(migrate, what_ends_or_leaves_the_transaction_is_refused)
{
    static const char *const words[] = {
        "BEGIN",           "commit",    "/* x */ END;", "ROLLBACK",
        "SAVEPOINT a",     "RELEASE a", "VACUUM",       "-- x\n VACUUM INTO 'x'",
        "ATTACH 'x' AS x", "DETACH x",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        WeaveStep bad[] = {ONE("x.sql:1", "CREATE TABLE t (a); "),
                           ONE("x.sql:2", words[i])};
        WeaveMigration items[] = {MIGRATION("x", "cc", 1, bad)};
        WeaveMigrations m = {"__drizzle_migrations", false, items, 1, &WEAVE_MIGRATOR};
        refuse(db, &m, WEAVE_MISUSE, "cannot stand in a migration");
        cr_assert_eq(fixture_int(db, "SELECT count(*) FROM sqlite_schema"), 0);
    }
    static const WeaveStep good[] = {
        ONE("x.sql:1", "CREATE TABLE beginning (a); CREATE TRIGGER t AFTER INSERT ON "
                       "beginning BEGIN DELETE FROM beginning; END"),
    };
    static const WeaveMigration items[] = {MIGRATION("x", "cc", 1, good)};
    FOLDER(m, false, items);
    migrate(db, &m, 1);
}

Test(migrate, a_row_without_its_parent_is_refused_and_an_old_one_is_not)
{
    static const WeaveStep orphan[] = {
        ONE("o.sql:1", "INSERT INTO posts (id, user_id) VALUES (8, 99)"),
    };
    static const WeaveMigration items[] = {
        MIGRATION("0000_init", "aa00", 1700000000001, init),
        MIGRATION("0001_score", "aa01", 1700000100002, score),
        MIGRATION("0002_orphan", "dd", 1700000200002, orphan),
    };
    FOLDER(folder, false, items);
    migrate(db, &first, 1);
    fixture_sql(db, "PRAGMA foreign_keys = OFF; INSERT INTO posts VALUES (7, 77);"
                    "PRAGMA foreign_keys = ON");
    migrate(db, &first_two, 1);
    refuse(db, &folder, WEAVE_CONSTRAINT,
           "0002_orphan: it would leave rows without their parent: posts row 8 has no "
           "users");
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM posts"), 1);
}

// --- refusing ----------------------------------------------------------------

Test(migrate, px_18_a_file_that_was_edited_is_refused_with_the_way_out)
{
    static const WeaveMigration items[] = {
        MIGRATION("0000_init", "edited", 1700000000001, init),
        MIGRATION("0001_score", "aa01", 1700000100002, score),
    };
    FOLDER(folder, false, items);
    migrate(db, &first, 1);
    refuse(db, &folder, WEAVE_SCHEMA,
           "0000_init: the migration was edited after it was applied");
    const char *way = strstr(weave_message(db), "UPDATE");
    cr_assert_not_null(way);
    fixture_sql(db, way);
    migrate(db, &folder, 1);
}

Test(migrate, one_that_came_too_late_is_refused_with_a_journal)
{
    static const WeaveMigration without[] = {
        MIGRATION("0000_init", "aa00", 1700000000001, init),
        MIGRATION("0002_x", "ee", 1700000200003, score),
    };
    FOLDER(gap, false, without);
    migrate(db, &gap, 2);
    static const WeaveMigration late[] = {
        MIGRATION("0000_init", "aa00", 1700000000001, init),
        MIGRATION("0001_late", "ff", 1700000100002, rebuild),
        MIGRATION("0002_x", "ee", 1700000200003, score),
    };
    FOLDER(folder, false, late);
    refuse(db, &folder, WEAVE_SCHEMA, "0001_late: the migration came too late");
    WeaveMigrationState states[3];
    size_t unknown;
    cr_assert_eq(weave_migration_states(db, &folder, states, &unknown), WEAVE_OK);
    cr_assert_eq(states[0], WEAVE_MIGRATION_APPLIED);
    cr_assert_eq(states[1], WEAVE_MIGRATION_LATE);
    cr_assert_eq(states[2], WEAVE_MIGRATION_APPLIED);
    cr_assert_eq(unknown, 0);
}

Test(migrate, one_that_came_late_is_applied_where_names_count)
{
    static const WeaveMigration without[] = {
        MIGRATION("20231114221320_init", "aa00", 1700000000000, init),
        MIGRATION("20231114221640_rename", "ee", 1700000200000, score),
    };
    FOLDER(gap, true, without);
    static const WeaveStep nick[] = {ONE("n:1", "ALTER TABLE users ADD nick text")};
    static const WeaveMigration late[] = {
        MIGRATION("20231114221320_init", "aa00", 1700000000000, init),
        MIGRATION("20231114221500_nick", "ff", 1700000100000, nick),
        MIGRATION("20231114221640_rename", "ee", 1700000200000, score),
    };
    FOLDER(folder, true, late);
    migrate(db, &gap, 2);
    migrate(db, &folder, 1);
    cr_assert_eq(
        fixture_int(db, "SELECT count(*) FROM __drizzle_migrations WHERE id = 3 AND "
                        "name = '20231114221500_nick' AND applied_at LIKE "
                        "'____-__-__T__:__:__.___Z'"),
        1);
}

Test(migrate, a_newer_database_is_refused_and_says_what_it_has)
{
    migrate(db, &all, 3);
    refuse(db, &first_two, WEAVE_SCHEMA,
           "the database is newer: it has had a migration (created at 1700000200003)");
    WeaveMigrationState states[2];
    size_t unknown;
    cr_assert_eq(weave_migration_states(db, &first_two, states, &unknown), WEAVE_OK);
    cr_assert_eq(unknown, 1);
}

Test(migrate, journal_times_that_do_not_rise_are_one_transaction)
{
    static const WeaveMigration items[] = {
        MIGRATION("0000_init", "aa00", 1700000000001, init),
        MIGRATION("0001_score", "aa01", 1700000300002, score),
        MIGRATION("0002_rebuild", "aa02", 1700000200003, rebuild),
    };
    FOLDER(folder, false, items);
    static const WeaveStep bad[] = {ONE("b:1", "nonsense")};
    static const WeaveMigration failing[] = {
        MIGRATION("0000_init", "aa00", 1700000000001, init),
        MIGRATION("0001_score", "aa01", 1700000300002, score),
        MIGRATION("0002_bad", "bb02", 1700000200003, bad),
    };
    FOLDER(broken, false, failing);
    size_t applied;
    cr_assert_eq(weave_migrate(db, &broken, &applied), WEAVE_ERROR);
    cr_assert_eq(applied, 1, "the second stands without the third, which is late then");
    migrate(db, &folder, 2);
}

// --- the ledger's shapes -----------------------------------------------------

static const char *const ledgers[] = {
    "CREATE TABLE \"__drizzle_migrations\" (id SERIAL PRIMARY KEY, hash text NOT NULL, "
    "created_at numeric)",
    "CREATE TABLE \"__drizzle_migrations\" (id INTEGER PRIMARY KEY, hash text NOT NULL, "
    "created_at numeric, name text, applied_at TEXT)",
};

Test(migrate, folders_go_on_where_a_journal_ended_and_the_table_keeps_its_shape)
{
    migrate(db, &first_two, 2);
    migrate(db, &all_named, 1);
    migrate(db, &all_named, 0);
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM "
                                 "pragma_table_info('__drizzle_migrations')"),
                 3);
}

Test(migrate, a_journal_goes_on_where_folders_ended)
{
    static const WeaveMigrations named_two = {"__drizzle_migrations", true, three_named,
                                              2, &WEAVE_MIGRATOR};
    migrate(db, &named_two, 2);
    migrate(db, &all, 1);
    migrate(db, &all, 0);
}

Test(migrate, rows_that_expo_wrote_have_no_hash)
{
    fixture_sql(db, ledgers[0]);
    fixture_sql(db, init[0].sql);
    fixture_sql(db, init[1].sql);
    fixture_sql(db, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('', "
                    "'1700000000001')");
    migrate(db, &all, 2);
}

Test(migrate, what_was_applied_under_another_time_is_known_by_its_hash)
{
    fixture_sql(db, ledgers[1]);
    fixture_sql(db, init[0].sql);
    fixture_sql(db, init[1].sql);
    fixture_sql(db,
                "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('aa00', "
                "1600000000000)");
    migrate(db, &all, 2);
}
