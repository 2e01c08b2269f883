// test_runtime_turn.c - look-ups that run on from one call to the next find what they find
// when each begins and ends.

#include "runtime/internal.h"
#include "tests/unit/runtime_fixture.h"

static WeaveDb *db;
static WeaveArena mem;

typedef struct Media {
    int64_t id;
    WeaveText uri;
    WeaveOptInt width;
} Media;

static const WeaveField media_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Media, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Media, uri), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(Media, width), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};
static const WeaveRow MEDIA = {media_fields, 3, sizeof(Media)};

#define LOOKUP(name, text)                                                             \
    static WeaveStatement name = {.place = "t.ts:1 t.media",                           \
                                  .sql = "SELECT id, uri AS u, width FROM media "      \
                                         "WHERE " text,                                \
                                  .fetch = WEAVE_FETCH_LOOKUP}

LOOKUP(BY_ID, "id = :id");
LOOKUP(BY_URI, "uri = ?1");

enum { ROWS = 40 };

static void setup(void)
{
    db = fixture_open(":memory:");
    fixture_sql(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                    "WHERE i < 40) INSERT INTO media (id, uri, width) SELECT i, "
                    "'uri ' || i, iif(i % 3, i * 7, NULL) FROM n");
}

static void teardown(void)
{
    weave_arena_free(&mem);
    fixture_close(db);
}

TestSuite(runtime_turn, .init = setup, .fini = teardown);

static sqlite3_stmt *last;

static WeaveStatus find(WeaveStatement *statement, WeaveValue key, Media *out)
{
    WeaveQuery q = weave_query_rows(db, statement);
    last = q.stmt;
    weave_bind_value(&q, 1, key);
    weave_one(&q, &MEDIA, &mem, out);
    return weave_end_one(&q);
}

static WeaveStatus by_id(int64_t id, Media *out)
{
    return find(&BY_ID, weave_value_int(id), out);
}

static void is_media(int64_t id)
{
    Media m;
    char uri[32];
    cr_assert_eq(by_id(id, &m), WEAVE_OK, "%s", weave_message(db));
    snprintf(uri, sizeof uri, "uri %d", (int)id);
    cr_assert_eq(m.id, id);
    cr_assert_str_eq(m.uri.ptr, uri);
    cr_assert_eq(m.width.has, id % 3 != 0);
    cr_assert_eq(m.width.value, id % 3 ? id * 7 : 0);
}

static bool runs_on(void)
{
    return strstr(sqlite3_sql(last), "weave_turns") && sqlite3_stmt_busy(last);
}

static void begin_read(void)
{
    cr_assert_eq(weave_begin_read(db), WEAVE_OK);
}

static void commit(void)
{
    cr_assert_eq(weave_commit(db), WEAVE_OK, "%s", weave_message(db));
}

// Enough calls that the statement runs on.
static void warm_up(void)
{
    begin_read();
    for (int i = 1; i <= 4; i++)
        is_media(i);
    cr_assert(runs_on());
}

// --- look-ups ------------------------------------------------------------------

Test(runtime_turn, each_call_of_a_look_up_that_runs_on_has_its_own_row)
{
    Media m;
    warm_up();
    sqlite3_stmt *before = last;
    for (int64_t i = ROWS; i >= 1; i--) {
        is_media(i);
        cr_assert_eq(last, before);
        cr_assert(runs_on());
        is_media(i);
        cr_assert_eq(by_id(1000 + i, &m), WEAVE_NOT_FOUND);
        cr_assert_eq(m.id, 0);
        is_media(i);
    }
    commit();
}

Test(runtime_turn, nothing_runs_on_outside_of_a_read_transaction)
{
    for (int i = 1; i <= 4; i++) {
        is_media(i);
        cr_assert_not(sqlite3_stmt_busy(last));
    }
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    for (int i = 1; i <= 4; i++) {
        is_media(i);
        cr_assert_not(sqlite3_stmt_busy(last));
    }
    commit();
    warm_up();
    commit();
    cr_assert_not(sqlite3_stmt_busy(last));
    warm_up();
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    cr_assert_not(sqlite3_stmt_busy(last));
    is_media(5);
}

Test(runtime_turn, what_is_asked_once_a_transaction_is_ended)
{
    warm_up();
    commit();
    begin_read();
    is_media(7);
    cr_assert_not(sqlite3_stmt_busy(last));
    is_media(8);
    cr_assert(runs_on());
    commit();
}

Test(runtime_turn, a_text_that_was_looked_for_may_be_freed)
{
    begin_read();
    for (int i = 1; i <= ROWS; i++) {
        Media m;
        char *uri = malloc(32);
        snprintf(uri, 32, "uri %d", i);
        cr_assert_eq(find(&BY_URI, weave_value_text(weave_text(uri)), &m), WEAVE_OK);
        free(uri);
        cr_assert_eq(m.id, i);
    }
    cr_assert(runs_on());
    commit();
}

Test(runtime_turn, rows_left_of_the_call_before_are_passed_over)
{
    LOOKUP(SEVERAL, "id >= ?1 AND id < ?1 + 3"); // stated to be one
    begin_read();
    for (int i = 1; i <= 30; i++) {
        Media m;
        cr_assert_eq(find(&SEVERAL, weave_value_int(i), &m), WEAVE_OK);
        cr_assert_eq(m.id, i);
    }
    cr_assert(runs_on());
    commit();
}

Test(runtime_turn, rows_in_turn_end_with_their_call)
{
    LOOKUP(SEVERAL, "id >= ?1 AND id < ?1 + 3");
    begin_read();
    for (int i = 1; i <= 30; i++) {
        WeaveQuery q = weave_query_rows(db, &SEVERAL);
        weave_bind_int(&q, 1, i);
        Media m;
        for (int k = 0; k < 3; k++) {
            cr_assert(weave_next(&q, &MEDIA, &m));
            cr_assert_eq(m.id, i + k);
        }
        cr_assert_not(weave_next(&q, &MEDIA, &m));
        cr_assert_eq(weave_end(&q), WEAVE_OK);
    }
    commit();
}

Test(runtime_turn, a_look_up_inside_the_same_look_up_has_a_statement_of_its_own)
{
    warm_up();
    WeaveQuery outer = weave_query_rows(db, &BY_ID);
    weave_bind_int(&outer, 1, 9);
    is_media(10);
    Media m;
    weave_one(&outer, &MEDIA, &mem, &m);
    is_media(11);
    cr_assert_eq(weave_end_one(&outer), WEAVE_OK);
    cr_assert_eq(m.id, 9);
    is_media(12);
    commit();
}

Test(runtime_turn, a_look_up_that_is_open_at_the_commit_can_be_ended)
{
    Media m;
    warm_up();
    WeaveQuery q = weave_query_rows(db, &BY_ID);
    weave_bind_int(&q, 1, 9);
    weave_one(&q, &MEDIA, &mem, &m);
    commit();
    cr_assert_eq(weave_end_one(&q), WEAVE_OK);
    cr_assert_eq(m.id, 9);
    cr_assert_not(sqlite3_stmt_busy(last));
}

Test(runtime_turn, a_value_of_the_wrong_class_ends_the_run_and_no_more)
{
    fixture_sql(db, "UPDATE media SET width = 'wide' WHERE id = 20");
    Media m;
    warm_up();
    cr_assert_eq(by_id(20, &m), WEAVE_TYPE);
    cr_message(db, "t.ts:1 t.media: column width holds text, declared integer");
    for (int i = 1; i <= 4; i++)
        is_media(i);
    cr_assert(runs_on());
    commit();
}

Test(runtime_turn, an_interrupt_ends_one_call_alone)
{
    Media m;
    warm_up();
    sqlite3_interrupt(weave_handle(db));
    cr_assert_eq(by_id(5, &m), WEAVE_ERROR);
    cr_assert_eq(weave_sqlite_code(db), SQLITE_INTERRUPT);
    for (int i = 1; i <= 4; i++)
        is_media(i);
    commit();
}

Test(runtime_turn, transactions_inside_leave_the_run_alone)
{
    warm_up();
    begin_read();
    is_media(5);
    commit();
    is_media(6);
    cr_assert_eq(weave_begin(db), WEAVE_OK);
    is_media(7);
    cr_assert_eq(weave_rollback(db), WEAVE_OK);
    is_media(8);
    cr_assert(runs_on());
    commit();
}

Test(runtime_turn, a_run_holds_the_snapshot_no_longer_than_its_transaction)
{
    const char *path = fixture_path();
    WeaveDb *memory = db;
    db = fixture_open(path);
    fixture_sql(db, "INSERT INTO media (id, uri, width) SELECT value, 'uri ' || value, "
                    "iif(value % 3, value * 7, NULL) FROM "
                    "json_each('[1,2,3,4,5,6,7,8,9]')");
    WeaveDb *other = fixture_open(path);
    warm_up();
    fixture_sql(other, "UPDATE media SET width = 1");
    is_media(5);
    commit();
    cr_assert_eq(fixture_int(other, "PRAGMA wal_checkpoint(TRUNCATE)"), 0);
    Media m;
    cr_assert_eq(by_id(5, &m), WEAVE_OK);
    cr_assert_eq(m.width.value, 1);
    fixture_close(other);
    fixture_close(db);
    fixture_remove(path);
    db = memory;
}

Test(runtime_turn, a_connection_may_be_closed_while_a_look_up_runs_on)
{
    warm_up();
    fixture_close(db);
    db = fixture_open(":memory:");
}

Test(runtime_turn, nobody_else_gets_a_turn_or_an_argument)
{
    cr_assert_eq(fixture_int(db, "SELECT count(*) FROM weave_turns"), 0);
    cr_assert_eq(
        sqlite3_exec(weave_handle(db), "SELECT weave_arg(1)", NULL, NULL, NULL),
        SQLITE_ERROR);
    cr_assert_str_eq(sqlite3_errmsg(weave_handle(db)), "called by weave alone");
}

// --- arguments -----------------------------------------------------------------

Test(runtime_turn, every_kind_of_argument_is_handed_over_as_it_would_be_bound)
{
    LOOKUP(SHOW, "id = ?1 AND ?2 IS NULL AND typeof(?3) = 'real' AND ?3 = 2.5 AND "
                 "?4 = x'2d31323334353637383930313233' AND ?5 = 'a b' AND ?6 = x'' AND "
                 "typeof(?7) = 'text' AND ?7 = ''");
    begin_read();
    for (int i = 1; i <= 6; i++) {
        char text[] = "a b?";
        Media m;
        WeaveQuery q = weave_query_rows(db, &SHOW);
        weave_bind_int(&q, 1, i);
        weave_bind_opt_int(&q, 2, (WeaveOptInt){0});
        weave_bind_real(&q, 3, 2.5);
        weave_bind_bigint(&q, 4, -1234567890123);
        weave_bind_text(&q, 5, (WeaveText){text, 3});
        weave_bind_blob(&q, 6, weave_blob("", 0));
        weave_bind_text(&q, 7, weave_text(""));
        weave_one(&q, &MEDIA, &mem, &m);
        cr_assert_eq(weave_end_one(&q), WEAVE_OK, "%d: %s", i, weave_message(db));
        cr_assert_eq(m.id, i);
    }
    commit();
}

Test(runtime_turn, an_argument_that_may_not_be_is_named)
{
    Media m;
    warm_up();
    cr_assert_eq(find(&BY_ID, weave_value_int(5), &m), WEAVE_OK);
    WeaveQuery q = weave_query_rows(db, &BY_ID);
    weave_bind_text(&q, 1, (WeaveText){0});
    cr_assert_eq(weave_end_one(&q), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 t.media: parameter :id is null");
    q = weave_query_rows(db, &BY_ID);
    weave_bind_int(&q, 2, 1);
    cr_assert_eq(weave_end_one(&q), WEAVE_MISUSE);
    cr_message(db, "t.ts:1 t.media: there is no such parameter");
    is_media(6);
    commit();
}

// --- texts ---------------------------------------------------------------------

Test(runtime_turn, parameters_become_arguments)
{
    int step;
    char *made = turn_text("SELECT id AS n, ?1 || t AS x FROM a JOIN b ON b.a = $a1 "
                           "WHERE id = :id -- ?2\n AND '@x' = @x",
                           &step);
    cr_expect_eq(step, 1);
    cr_expect_str_eq(made,
                     "SELECT weave_row( id  , weave_arg(?1) || t   ) FROM weave_turns "
                     "CROSS JOIN a JOIN b ON b.a = weave_arg($a1) WHERE id = "
                     "weave_arg(:id) -- ?2\n AND '@x' = weave_arg(@x)");
    sqlite3_free(made);
    cr_expect_null(turn_text("UPDATE t SET a = 1", &step));
}
