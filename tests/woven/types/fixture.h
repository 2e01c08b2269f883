// fixture.h - a fresh database of types/schema.ts for each test, and a row to put in.

#ifndef TESTS_WOVEN_TYPES_FIXTURE_H
#define TESTS_WOVEN_TYPES_FIXTURE_H

#include "db.gen.h"
#include "tests/woven/check.h"

#include <sqlite3.h>

#define TEXT(literal) WEAVE_TEXT(literal)

static WeaveDb *db;
static WeaveArena mem;

static inline void open_fresh(void)
{
    CHECK_STATUS(db, WEAVE_OK, db_open(":memory:", WEAVE_OPEN_CREATE, &db));
}

static inline void close_fresh(void)
{
    weave_arena_free(&mem);
    CHECK_STATUS(db, WEAVE_OK, weave_close(db));
}

// What woven code would not do.
static inline void raw(const char *sql)
{
    char *error = NULL;
    int rc = sqlite3_exec(weave_handle(db), sql, NULL, NULL, &error);
    CHECK(rc == SQLITE_OK);
    if (rc != SQLITE_OK)
        printf("# %s: %s\n", sql, error);
    sqlite3_free(error);
}

// Something in each column that wants it, and nothing in the others.
static inline EveryInsertParams plain(void)
{
    EveryInsertParams p = {.n = 1,
                           .flag = true,
                           .at = 2,
                           .at_ms = 3,
                           .ratio = 0.5,
                           .words = TEXT("words"),
                           .kind = EVERY_KIND_TWO_WORDS,
                           .doc = TEXT("[1]"),
                           .bytes = weave_blob("\1\0\2", 3),
                           .big = 4,
                           .blob_doc = TEXT("[2]"),
                           .amount = 1.25,
                           .amount_big = 5,
                           .amount_text = TEXT("6.5"),
                           .day = TEXT("2024-02-29"),
                           .loose = weave_value_int(7)};
    return p;
}

static inline void insert_plain(void)
{
    EveryInsertParams p = plain();
    Every made;
    CHECK_STATUS(db, WEAVE_OK, every_insert(db, &p, &mem, &made));
}

#endif
