// test_runtime_query.c - running queries: cardinality, re-entrancy, messages.

#include "tests/unit/runtime_fixture.h"

static WeaveDb *db;

static void setup(void)
{
    db = fixture_open(":memory:");
    fixture_sql(db, "INSERT INTO media (id, uri, width)\n"
                    "VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', 30)");
}

static void teardown(void)
{
    fixture_close(db);
}

TestSuite(runtime_query, .init = setup, .fini = teardown);

static WeaveStatement BY_ID = {
    .place = "schema.ts:12 media.getById",
    .sql = "SELECT uri FROM media WHERE id = :id",
};
static WeaveStatement ALL = {
    .place = "schema.ts:13 media.list",
    .sql = "SELECT id FROM media ORDER BY id",
};
static WeaveStatement ADD = {
    .place = "schema.ts:14 media.add",
    .sql = "INSERT INTO media (uri) VALUES (?1)",
};
static WeaveStatement WIDEN = {
    .place = "schema.ts:15 media.widen",
    .sql = "UPDATE media SET width = width + 1 WHERE width >= ?1 RETURNING id",
};

static WeaveStatus get(int64_t id, WeaveArena *mem, WeaveText *out)
{
    WeaveQuery q = weave_query(db, &BY_ID);
    weave_bind_int(&q, 1, id);
    if (weave_step(&q)) {
        *out = weave_read_text(&q, 0);
        weave_keep_text(&q, mem, out);
    }
    return weave_end_one(&q);
}

static WeaveStatus add(const char *uri, int64_t *changes)
{
    WeaveQuery q = weave_query(db, &ADD);
    weave_bind_text(&q, 1, weave_text(uri));
    return weave_end_exec(&q, changes);
}

Test(runtime_query, one_row_or_not_found)
{
    WeaveArena mem = {0};
    WeaveText uri;
    cr_assert_eq(get(2, &mem, &uri), WEAVE_OK);
    cr_assert_str_eq(uri.ptr, "b");
    cr_assert_eq(get(9, &mem, &uri), WEAVE_NOT_FOUND);
    cr_message(db, "schema.ts:12 media.getById: no row");
    cr_assert_eq(get(3, &mem, &uri), WEAVE_OK);
    cr_message(db, "schema.ts:12 media.getById: no row");
    weave_arena_free(&mem);
}

static WeaveStatus single(WeaveStatement *statement)
{
    WeaveQuery q = weave_query(db, statement);
    if (weave_step(&q))
        weave_read_int(&q, 0);
    return weave_end_single(&q);
}

Test(runtime_query, a_second_row_breaks_a_stated_single)
{
    cr_assert_eq(single(&ALL), WEAVE_TOO_MANY);
    cr_message(db, "schema.ts:13 media.list: more than one row");
    fixture_sql(db, "DELETE FROM media WHERE id > 1");
    cr_assert_eq(single(&ALL), WEAVE_OK);
    fixture_sql(db, "DELETE FROM media");
    cr_assert_eq(single(&ALL), WEAVE_NOT_FOUND);
}

Test(runtime_query, exec_tells_changes_and_the_last_rowid)
{
    int64_t changes;
    cr_assert_eq(add("d", &changes), WEAVE_OK);
    cr_assert_eq(changes, 1);
    cr_assert_eq(weave_changes(db), 1);
    cr_assert_eq(weave_last_rowid(db), 4);

    WeaveQuery q = weave_query(db, &ALL);
    cr_assert_eq(weave_end_exec(&q, &changes), WEAVE_OK);
    cr_assert_eq(changes, 0, "reading changes nothing");

    q = weave_query(db, &(WeaveStatement){.sql = "CREATE TABLE t (x)"});
    cr_assert_eq(weave_end_exec(&q, &changes), WEAVE_OK);
    cr_assert_eq(changes, 0, "nor does DDL");

    q = weave_query(db, &(WeaveStatement){.sql = "DELETE FROM media WHERE id < 3"});
    cr_assert_eq(weave_end_exec(&q, &changes), WEAVE_OK);
    cr_assert_eq(changes, 2);
}

Test(runtime_query, a_constraint_is_a_status_with_sqlites_words)
{
    int64_t changes = 77;
    cr_assert_eq(add("a", &changes), WEAVE_CONSTRAINT);
    cr_assert_eq(changes, 0);
    cr_message(db, "schema.ts:14 media.add: UNIQUE constraint failed: media.uri "
                   "[SQLITE_CONSTRAINT_UNIQUE]");
    cr_assert_eq(weave_sqlite_code(db), SQLITE_CONSTRAINT_UNIQUE);
    cr_assert_str_eq(weave_place(db), "schema.ts:14 media.add");
    cr_assert_eq(add("e", &changes), WEAVE_OK, "the statement is still good");
}

Test(runtime_query, returning_writes_everything_however_little_is_read)
{
    WeaveQuery q = weave_query(db, &WIDEN);
    weave_bind_int(&q, 1, 20);
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_read_int(&q, 0), 2);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(fixture_int(db, "SELECT sum(width) FROM media"), 62);

    q = weave_query(db, &WIDEN);
    weave_bind_int(&q, 1, 20);
    cr_assert(weave_step(&q));
    cr_assert_eq(weave_end_single(&q), WEAVE_TOO_MANY);
    cr_assert_eq(fixture_int(db, "SELECT sum(width) FROM media"), 64);

    q = weave_query(db, &WIDEN);
    weave_bind_int(&q, 1, 1000);
    cr_assert_not(weave_step(&q));
    cr_assert_eq(weave_end_one(&q), WEAVE_NOT_FOUND);
}

Test(runtime_query, a_write_that_was_never_stepped_does_not_run)
{
    WeaveQuery q = weave_query(db, &WIDEN);
    weave_bind_int(&q, 1, 0);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(fixture_int(db, "SELECT sum(width) FROM media"), 60);
}

// --- running inside itself ---------------------------------------------------

static int visit(int depth)
{
    int n = 0;
    WeaveQuery q = weave_query(db, &ALL);
    while (weave_step(&q)) {
        n++;
        if (depth > 0)
            n += visit(depth - 1);
    }
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    return n;
}

Test(runtime_query, a_query_runs_inside_itself)
{
    cr_assert_eq(visit(3), 3 + 9 + 27 + 81);
    cr_assert_eq(visit(0), 3);
}

Test(runtime_query, the_outer_may_end_first)
{
    WeaveQuery outer = weave_query(db, &ALL);
    cr_assert(weave_step(&outer));
    WeaveQuery inner = weave_query(db, &ALL);
    cr_assert(weave_step(&inner));
    cr_assert_eq(weave_end(&outer), WEAVE_OK);
    WeaveQuery third = weave_query(db, &ALL);
    cr_assert(weave_step(&third));
    cr_assert(weave_step(&inner));
    cr_assert_eq(weave_read_int(&inner, 0), 2);
    cr_assert_eq(weave_read_int(&third, 0), 1);
    cr_assert_eq(weave_end(&third), WEAVE_OK);
    cr_assert_eq(weave_end(&inner), WEAVE_OK);
}

Test(runtime_query, a_statement_is_prepared_once)
{
    WeaveArena mem = {0};
    WeaveText uri;
    cr_assert_eq(get(1, &mem, &uri), WEAVE_OK);
    sqlite3_stmt *first = NULL;
    while ((first = sqlite3_next_stmt(weave_handle(db), first)) != NULL)
        if (strcmp(sqlite3_sql(first), BY_ID.sql) == 0)
            break;
    cr_assert_not_null(first);
    sqlite3_stmt_status(first, SQLITE_STMTSTATUS_RUN, 1);
    for (int i = 0; i < 10; i++)
        cr_assert_eq(get(1, &mem, &uri), WEAVE_OK);
    cr_assert_eq(sqlite3_stmt_status(first, SQLITE_STMTSTATUS_RUN, 0), 10);
    weave_arena_free(&mem);
}

Test(runtime_query, an_ended_query_holds_no_lock)
{
    WeaveArena mem = {0};
    WeaveText uri;
    cr_assert_eq(get(1, &mem, &uri), WEAVE_OK);
    cr_assert_eq(sqlite3_txn_state(weave_handle(db), NULL), SQLITE_TXN_NONE);
    weave_arena_free(&mem);
}

// --- the first error sticks --------------------------------------------------

Test(runtime_query, after_an_error_nothing_happens_and_the_first_is_told)
{
    WeaveQuery q = weave_query(db, &BY_ID);
    weave_bind_text(&q, 1, (WeaveText){0});
    weave_bind_int(&q, 99, 1);
    weave_bind_int_list(&q, 98, (WeaveIntList){0});
    cr_assert_not(weave_step(&q));
    cr_assert_eq(weave_read_int(&q, 0), 0);
    cr_assert_eq(weave_end_exec(&q, NULL), WEAVE_MISUSE);
    cr_message(db, "schema.ts:12 media.getById: parameter :id is null");
}

Test(runtime_query, reading_without_a_row_is_misuse)
{
    WeaveQuery q = weave_query(db, &ALL);
    cr_assert_eq(weave_read_int(&q, 0), 0);
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "schema.ts:13 media.list: there is no row to read");
}

Test(runtime_query, a_query_steps_past_its_end_without_starting_again)
{
    WeaveQuery q = weave_query(db, &ALL);
    for (int i = 0; i < 3; i++)
        cr_assert(weave_step(&q));
    cr_assert_not(weave_step(&q));
    cr_assert_not(weave_step(&q));
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
    cr_assert_not(weave_step(&q));
}

Test(runtime_query, binding_after_the_first_step_is_misuse)
{
    WeaveQuery q = weave_query(db, &BY_ID);
    weave_bind_int(&q, 1, 1);
    cr_assert(weave_step(&q));
    weave_bind_int(&q, 1, 2);
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
}

Test(runtime_query, what_was_never_begun_is_misuse)
{
    WeaveQuery q = {0};
    weave_bind_int(&q, 1, 2);
    cr_assert_not(weave_step(&q));
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    q = weave_query(NULL, &ALL);
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
}

Test(runtime_query, sql_that_is_wrong_says_so_at_its_place)
{
    WeaveStatement wrong = {.place = "x.ts:1 x.y", .sql = "SELECT nosuch FROM media"};
    WeaveQuery q = weave_query(db, &wrong);
    cr_assert_eq(weave_end(&q), WEAVE_ERROR);
    cr_message(db, "x.ts:1 x.y: no such column: nosuch [SQLITE_ERROR]");

    WeaveStatement quoted = {.place = "x", .sql = "SELECT \"nosuch\""};
    q = weave_query(db, &quoted);
    cr_assert_eq(weave_end(&q), WEAVE_ERROR, "a double-quoted string is no text");

    WeaveStatement none = {.place = "x", .sql = " -- nothing\n"};
    q = weave_query(db, &none);
    cr_assert_eq(weave_end(&q), WEAVE_MISUSE);
    cr_message(db, "x: there is no SQL in it");
}

Test(runtime_query, every_status_has_its_name)
{
    cr_assert_str_eq(weave_status_name(WEAVE_OK), "WEAVE_OK");
    cr_assert_str_eq(weave_status_name(WEAVE_TYPE), "WEAVE_TYPE");
    cr_assert_str_eq(weave_status_name(WEAVE_ERROR), "WEAVE_ERROR");
    cr_assert_str_eq(weave_status_name((WeaveStatus)99), "not a WeaveStatus");
}
