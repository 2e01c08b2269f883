// runtime_fixture.h - a small schema and a fresh database for the runtime's tests.

#ifndef TESTS_UNIT_RUNTIME_FIXTURE_H
#define TESTS_UNIT_RUNTIME_FIXTURE_H

#include "runtime/weave_sqlite.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIXTURE_DDL                                                                    \
    "CREATE TABLE source (id integer PRIMARY KEY NOT NULL, url text NOT NULL);\n"      \
    "CREATE TABLE media (id integer PRIMARY KEY NOT NULL, uri text NOT NULL UNIQUE,\n" \
    " width integer, score real, seen integer, kind text, raw blob,\n"                 \
    " source_id integer REFERENCES source(id) DEFERRABLE INITIALLY DEFERRED);\n"

#define FIXTURE_SHAPE                                                                  \
    "media table\n"                                                                    \
    "media(uri) unique\n"                                                              \
    "media.id integer not null primary key\n"                                          \
    "media.kind text\n"                                                                \
    "media.raw blob\n"                                                                 \
    "media.score real\n"                                                               \
    "media.seen integer\n"                                                             \
    "media.source_id integer\n"                                                        \
    "media.uri text not null\n"                                                        \
    "media.width integer\n"                                                            \
    "source table\n"                                                                   \
    "source.id integer not null primary key\n"                                         \
    "source.url text not null\n"

static const WeaveSchema FIXTURE = {
    .name = "schema.ts", .ddl = FIXTURE_DDL, .shape = FIXTURE_SHAPE};

// The path of a database that is not there yet, in a directory of its own.
static inline const char *fixture_path(void)
{
    static char path[64];
    char dir[] = "/tmp/weave-runtime-XXXXXX";
    cr_assert_not_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/test.db", dir);
    return path;
}

static inline void fixture_remove(const char *path)
{
    const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char name[96];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    snprintf(name, sizeof name, "%s", path);
    *strrchr(name, '/') = '\0';
    cr_assert_eq(rmdir(name), 0, "something is left in %s", name);
}

static inline WeaveDb *fixture_open(const char *path)
{
    WeaveDb *db;
    WeaveStatus status = weave_open(&FIXTURE, path, WEAVE_OPEN_CREATE, &db);
    cr_assert_eq(status, WEAVE_OK, "%s", weave_message(db));
    return db;
}

static inline void fixture_close(WeaveDb *db)
{
    cr_assert_eq(weave_close(db), WEAVE_OK, "%s", weave_message(db));
}

// Runs SQL past weave, as another program would.
static inline void fixture_sql(WeaveDb *db, const char *sql)
{
    char *error = NULL;
    cr_assert_eq(sqlite3_exec(weave_handle(db), sql, NULL, NULL, &error), SQLITE_OK,
                 "%s", error);
}

// One integer out of SQL, past weave.
static inline int64_t fixture_int(WeaveDb *db, const char *sql)
{
    sqlite3_stmt *stmt;
    cr_assert_eq(sqlite3_prepare_v2(weave_handle(db), sql, -1, &stmt, NULL), SQLITE_OK);
    cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

// Runs a statement without parameters through weave, to its end.
static inline WeaveStatus fixture_run(WeaveDb *db, WeaveStatement *statement)
{
    WeaveQuery q = weave_query(db, statement);
    return weave_end_exec(&q, NULL);
}

#define cr_message(db, text) cr_assert_str_eq(weave_message(db), text)

#endif
