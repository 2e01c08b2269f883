// migrate_fixture.h - a migration folder of three, for the tests of migrating.

#ifndef TESTS_UNIT_MIGRATE_FIXTURE_H
#define TESTS_UNIT_MIGRATE_FIXTURE_H

#include "runtime_fixture.h"

// --- a folder ----------------------------------------------------------------

#define ONE(place, sql)                                                                \
    {                                                                                  \
        place, sql                                                                     \
    }
#define MIGRATION(name, hash, time, statements)                                        \
    {                                                                                  \
        name, hash, time, statements, sizeof statements / sizeof *statements           \
    }
#define FOLDER(variable, named, items)                                                 \
    static const WeaveMigrations variable = {"__drizzle_migrations", named, items,     \
                                             sizeof items / sizeof *items,             \
                                             &WEAVE_MIGRATOR}

static const WeaveStep init[] = {
    ONE("0000_init.sql:1",
        "CREATE TABLE users (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, name text)"),
    ONE("0000_init.sql:2",
        "CREATE TABLE posts (id integer PRIMARY KEY NOT NULL, user_id integer NOT NULL "
        "REFERENCES users(id) ON DELETE cascade)"),
};
static const WeaveStep score[] = {
    ONE("0001_score.sql:1", "-- nothing but a comment\n"),
    ONE("0001_score.sql:3",
        ";; ALTER TABLE users ADD score integer DEFAULT 0 NOT NULL;\n"
        "/* and */ UPDATE users SET score = id;"),
};
// As drizzle-kit writes it.
static const WeaveStep rebuild[] = {
    ONE("0002_rebuild.sql:1", "PRAGMA foreign_keys=OFF;"),
    ONE("0002_rebuild.sql:2",
        "CREATE TABLE `__new_users` (`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL, "
        "`name` text NOT NULL, `score` integer DEFAULT 0 NOT NULL);"),
    ONE("0002_rebuild.sql:3",
        "INSERT INTO `__new_users`(\"id\", \"name\", \"score\") SELECT \"id\", \"name\", "
        "\"score\" FROM `users`;"),
    ONE("0002_rebuild.sql:4", "DROP TABLE `users`;"),
    ONE("0002_rebuild.sql:5", "ALTER TABLE `__new_users` RENAME TO `users`;"),
    ONE("0002_rebuild.sql:6", "PRAGMA foreign_keys=ON;"),
};
static const WeaveMigration three[] = {
    MIGRATION("0000_init", "aa00", 1700000000001, init),
    MIGRATION("0001_score", "aa01", 1700000100002, score),
    MIGRATION("0002_rebuild", "aa02", 1700000200003, rebuild),
};
FOLDER(all, false, three);
static const WeaveMigrations first_two = {"__drizzle_migrations", false, three, 2,
                                          &WEAVE_MIGRATOR};
static const WeaveMigrations first = {"__drizzle_migrations", false, three, 1,
                                      &WEAVE_MIGRATOR};

static const WeaveMigration three_named[] = {
    MIGRATION("20231114221320_init", "aa00", 1700000000000, init),
    MIGRATION("20231114221500_score", "aa01", 1700000100000, score),
    MIGRATION("20231114221640_rebuild", "aa02", 1700000200000, rebuild),
};
FOLDER(all_named, true, three_named);

#define SHAPE_USERS                                                                    \
    "posts table\n"                                                                    \
    "posts.id integer not null primary key\n"                                          \
    "posts.user_id integer not null\n"                                                 \
    "users table\n"                                                                    \
    "users.id integer not null primary key\n"                                          \
    "users.name text not null\n"                                                       \
    "users.score integer not null\n"

static const WeaveStep rows[] = {
    ONE("schema.ts:4", "INSERT INTO posts VALUES (1, 1) ON CONFLICT DO NOTHING"),
    ONE("schema.ts:3", "INSERT INTO users VALUES (1, 'Ada', 7) ON CONFLICT DO NOTHING"),
};
static const WeaveSchema SCHEMA = {
    .name = "schema.ts",
    .ddl = "not used",
    .shape = SHAPE_USERS,
    .migrations = &all,
    .seeds = rows,
    .n_seeds = 2,
};

static inline WeaveDb *open_bare(const char *path)
{
    WeaveDb *db;
    WeaveStatus status = weave_open(NULL, path, WEAVE_OPEN_CREATE, &db);
    cr_assert_eq(status, WEAVE_OK, "%s", weave_message(db));
    return db;
}

static inline void migrate(WeaveDb *db, const WeaveMigrations *m, size_t expected)
{
    size_t applied;
    WeaveStatus status = weave_migrate(db, m, &applied);
    cr_assert_eq(status, WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(applied, expected, "%zu were applied", applied);
}

// Another connection sees whether anything was written.
static inline void refuse(WeaveDb *db, const WeaveMigrations *m, WeaveStatus status,
                          const char *said)
{
    static const char version[] = "SELECT data_version FROM pragma_data_version";
    WeaveDb *witness = open_bare(sqlite3_db_filename(weave_handle(db), "main"));
    int64_t before = fixture_int(witness, version);
    cr_assert_eq(weave_migrate(db, m, NULL), status, "%s", weave_message(db));
    cr_assert(strstr(weave_message(db), said), "%s", weave_message(db));
    cr_assert_eq(before, fixture_int(witness, version), "something was written");
    cr_assert_not(weave_in_transaction(db));
    fixture_close(witness);
}

static inline int64_t ledger_rows(WeaveDb *db)
{
    return fixture_int(db, "SELECT count(*) FROM __drizzle_migrations");
}

#endif
