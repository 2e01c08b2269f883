// test_runtime_fetch.c - rows that SQLite hands over whole are the rows that it gives
// column by column: the same values, the same order, the same errors.

#include "runtime/internal.h"
#include "tests/unit/runtime_fixture.h"

static WeaveDb *db;
static WeaveArena mem;

static const char *const kinds[] = {"photo", "film"};
static const WeaveEnum KIND = {"Kind", kinds, 2};

typedef struct Media {
    int64_t id;
    WeaveText uri;
    WeaveOptInt width;
    WeaveOptReal score;
    WeaveOptBool seen;
    int kind;
    WeaveBlob raw;
} Media;

static const WeaveField media_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Media, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Media, uri), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(Media, width), NULL},
    {WEAVE_READ_OPT_REAL, 3, offsetof(Media, score), NULL},
    {WEAVE_READ_OPT_BOOL, 4, offsetof(Media, seen), NULL},
    {WEAVE_READ_OPT_ENUM, 5, offsetof(Media, kind), &KIND},
    {WEAVE_READ_OPT_BLOB, 6, offsetof(Media, raw), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};
static const WeaveRow MEDIA = {media_fields, 7, sizeof(Media)};

#define COLUMNS "id, uri AS u, width, score, seen, kind, raw"

// The same query, asked each way.
#define STATEMENT(name, how, text)                                                     \
    static WeaveStatement name = {.place = "t.ts:1 t.media",                           \
                                  .sql = "SELECT " COLUMNS " FROM media " text,        \
                                  .fetch = (how)}

STATEMENT(PLAIN, WEAVE_FETCH_COLUMNS, "WHERE id >= ?1");
STATEMENT(WHOLE, WEAVE_FETCH_ROWS, "WHERE id >= ?1");
STATEMENT(SORTED_PLAIN, WEAVE_FETCH_COLUMNS, "WHERE id >= ?1 ORDER BY score, uri");
STATEMENT(SORTED, WEAVE_FETCH_NUMBERED, "WHERE id >= ?1 ORDER BY score, uri");

enum { ROWS = 40 };

static void setup(void)
{
    db = fixture_open(":memory:");
    fixture_sql(db,
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                "WHERE i < 40) INSERT INTO media (id, uri, width, score, seen, kind, "
                "raw) SELECT i, 'uri ' || i || char(0) || 'x', "
                "iif(i % 3, i * 1000000007, NULL), iif(i % 4, i * 7 % 5 + 0.5, NULL), "
                "iif(i % 5, i % 2, NULL), iif(i % 7, 'film', NULL), "
                "iif(i % 2, zeroblob(i % 3), NULL) FROM n");
}

static void teardown(void)
{
    weave_arena_free(&mem);
    fixture_close(db);
}

TestSuite(runtime_fetch, .init = setup, .fini = teardown);

static WeaveQuery bound(WeaveQuery q, int64_t from)
{
    weave_bind_int(&q, 1, from);
    return q;
}

static Media *all_of(WeaveStatement *statement, int64_t from, size_t *n)
{
    WeaveQuery q = bound(weave_query_all(db, statement), from);
    Media *items = weave_all(&q, &MEDIA, &mem, n);
    cr_assert_eq(weave_end(&q), WEAVE_OK, "%s", weave_message(db));
    return items;
}

static bool same_bytes(const void *a, size_t n, const void *b, size_t m)
{
    return n == m && !a == !b && (!a || memcmp(a, b, n) == 0);
}

static void same(const Media *a, const Media *b)
{
    cr_assert_eq(a->id, b->id);
    cr_assert(same_bytes(a->uri.ptr, a->uri.len, b->uri.ptr, b->uri.len));
    cr_assert_eq(a->uri.ptr[a->uri.len], '\0');
    cr_assert_eq(a->width.has, b->width.has);
    cr_assert_eq(a->width.value, b->width.value);
    cr_assert_eq(a->score.has, b->score.has);
    cr_assert_float_eq(a->score.value, b->score.value, 0);
    cr_assert_eq(a->seen.has, b->seen.has);
    cr_assert_eq(a->seen.value, b->seen.value);
    cr_assert_eq(a->kind, b->kind);
    cr_assert(same_bytes(a->raw.ptr, a->raw.len, b->raw.ptr, b->raw.len));
}

// --- the same rows -------------------------------------------------------------

Test(runtime_fetch, a_list_is_the_same_either_way)
{
    size_t n, m;
    Media *plain = all_of(&PLAIN, 1, &n), *whole = all_of(&WHOLE, 1, &m);
    cr_assert_eq(n, ROWS);
    cr_assert_eq(m, ROWS);
    for (size_t i = 0; i < n; i++)
        same(&whole[i], &plain[i]);
    cr_assert_null(all_of(&WHOLE, 1000, &n));
    cr_assert_eq(n, 0);
}

Test(runtime_fetch, rows_that_sqlite_sorts_behind_the_function_come_in_their_order)
{
    size_t n, m;
    Media *plain = all_of(&SORTED_PLAIN, 1, &n), *whole = all_of(&SORTED, 1, &m);
    cr_assert_eq(n, ROWS);
    cr_assert_eq(m, ROWS);
    cr_assert_neq(plain[0].id, 1, "nothing was sorted");
    for (size_t i = 0; i < n; i++)
        same(&whole[i], &plain[i]);
}

Test(runtime_fetch, few_of_many_sorted_rows_are_the_right_ones)
{
    STATEMENT(FEW_PLAIN, WEAVE_FETCH_COLUMNS,
              "WHERE id >= ?1 ORDER BY score, uri LIMIT 5");
    STATEMENT(FEW, WEAVE_FETCH_NUMBERED, "WHERE id >= ?1 ORDER BY score, uri LIMIT 5");
    size_t n, m;
    Media *plain = all_of(&FEW_PLAIN, 1, &n), *whole = all_of(&FEW, 1, &m);
    cr_assert_eq(n, 5);
    cr_assert_eq(m, 5);
    for (size_t i = 0; i < n; i++)
        same(&whole[i], &plain[i]);
}

Test(runtime_fetch, rows_in_turn_are_borrowed_until_the_next)
{
    size_t n, i = 0;
    Media *plain = all_of(&PLAIN, 1, &n), row;
    WeaveQuery q = bound(weave_query_rows(db, &WHOLE), 1);
    cr_assert_eq(strncmp(sqlite3_sql(q.stmt), "SELECT weave_row(", 17), 0);
    while (weave_next(&q, &MEDIA, &row))
        same(&row, &plain[i++]);
    cr_assert_eq(i, n);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

Test(runtime_fetch, one_row_is_kept)
{
    size_t n;
    Media *plain = all_of(&PLAIN, 7, &n), row;
    WeaveQuery q = bound(weave_query_rows(db, &WHOLE), 7);
    weave_one(&q, &MEDIA, &mem, &row);
    cr_assert_eq(weave_end_one(&q), WEAVE_OK);
    fixture_sql(db, "DELETE FROM media");
    same(&row, plain);

    q = bound(weave_query_rows(db, &WHOLE), 7);
    weave_one(&q, &MEDIA, &mem, &row);
    cr_assert_eq(weave_end_one(&q), WEAVE_NOT_FOUND);
    cr_assert_eq(row.id, 0);
    cr_assert_null(row.uri.ptr);
}

Test(runtime_fetch, a_second_row_is_looked_for)
{
    Media row;
    WeaveQuery q = bound(weave_query_rows(db, &WHOLE), ROWS - 1);
    weave_one(&q, &MEDIA, &mem, &row);
    cr_assert_eq(weave_end_single(&q), WEAVE_TOO_MANY);
    q = bound(weave_query_rows(db, &WHOLE), ROWS);
    weave_one(&q, &MEDIA, &mem, &row);
    cr_assert_eq(weave_end_single(&q), WEAVE_OK);
}

// --- each ------------------------------------------------------------------------

typedef struct Visit {
    size_t n, stop_at;
    const Media *wanted;
    WeaveStatement *inside; // is run for each row
} Visit;

static bool visit(void *context, const void *row)
{
    Visit *v = context;
    same(row, &v->wanted[v->n++]);
    if (v->inside) {
        size_t n = 0;
        Media copy;
        WeaveQuery q = bound(weave_query_rows(db, v->inside), ROWS - 1);
        while (weave_next(&q, &MEDIA, &copy))
            n++;
        cr_assert_eq(weave_end(&q), WEAVE_OK);
        cr_assert_eq(n, 2);
        all_of(v->inside, ROWS - 2, &n);
        cr_assert_eq(n, 3);
        same(row, &v->wanted[v->n - 1]); // it is still there
    }
    return v->n != v->stop_at;
}

static WeaveStatus each_of(WeaveStatement *statement, Visit *v)
{
    WeaveQuery q = bound(weave_query_each(db, statement), 1);
    weave_each(&q, &MEDIA, visit, v);
    return weave_end(&q);
}

Test(runtime_fetch, each_row_is_visited)
{
    WeaveStatement *const statements[] = {&PLAIN, &WHOLE, &SORTED};
    for (size_t i = 0; i < 3; i++) {
        size_t n;
        Visit v = {.wanted = all_of(i == 2 ? &SORTED_PLAIN : &PLAIN, 1, &n)};
        cr_assert_eq(each_of(statements[i], &v), WEAVE_OK);
        cr_assert_eq(v.n, ROWS);
    }
}

Test(runtime_fetch, a_visit_may_end_early)
{
    WeaveStatement *const statements[] = {&PLAIN, &WHOLE};
    for (size_t i = 0; i < 2; i++) {
        size_t n;
        Visit v = {.wanted = all_of(&PLAIN, 1, &n), .stop_at = 3};
        cr_assert_eq(each_of(statements[i], &v), WEAVE_OK, "%s", weave_message(db));
        cr_assert_eq(v.n, 3);
        all_of(statements[i], 1, &n); // the statement is good for another run
        cr_assert_eq(n, ROWS);
    }
}

Test(runtime_fetch, queries_run_while_rows_are_visited_the_same_one_too)
{
    size_t n;
    Visit v = {.wanted = all_of(&PLAIN, 1, &n), .inside = &WHOLE};
    cr_assert_eq(each_of(&WHOLE, &v), WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(v.n, ROWS);
    v = (Visit){.wanted = v.wanted, .inside = &WHOLE};
    cr_assert_eq(each_of(&PLAIN, &v), WEAVE_OK, "%s", weave_message(db));
    cr_assert_eq(v.n, ROWS);
}

// --- nested and ended early ------------------------------------------------------

Test(runtime_fetch, a_query_may_run_inside_itself)
{
    size_t n = 0;
    Media row, inner;
    WeaveQuery q = bound(weave_query_rows(db, &WHOLE), 1);
    for (; weave_next(&q, &MEDIA, &row); n++) {
        char *uri = sqlite3_mprintf("%s", row.uri.ptr);
        WeaveQuery again = bound(weave_query_rows(db, &WHOLE), row.id);
        cr_assert(weave_next(&again, &MEDIA, &inner));
        same(&inner, &row);
        weave_next(&again, &MEDIA, &inner);
        cr_assert_str_eq(row.uri.ptr, uri);
        cr_assert_eq(weave_end(&again), WEAVE_OK); // in the middle
        sqlite3_free(uri);
    }
    cr_assert_eq(n, ROWS);
    cr_assert_eq(weave_end(&q), WEAVE_OK);
}

// --- errors ------------------------------------------------------------------------

static WeaveStatus run_rows(WeaveStatement *statement, size_t *n)
{
    Media row;
    WeaveQuery q = bound(weave_query_rows(db, statement), 1);
    for (*n = 0; weave_next(&q, &MEDIA, &row); ++*n)
        ;
    cr_assert_eq(row.id, 0, "the row is zeroed");
    return weave_end(&q);
}

static bool count(void *context, const void *row)
{
    (void)row;
    ++*(size_t *)context;
    return true;
}

static WeaveStatus run_each(WeaveStatement *statement, size_t *n)
{
    *n = 0;
    WeaveQuery q = bound(weave_query_each(db, statement), 1);
    weave_each(&q, &MEDIA, count, n);
    return weave_end(&q);
}

static WeaveStatus run_all(WeaveStatement *statement, size_t *n)
{
    WeaveQuery q = bound(weave_query_all(db, statement), 1);
    Media *items = weave_all(&q, &MEDIA, &mem, n);
    cr_assert_null(items);
    cr_assert_eq(*n, 0);
    return weave_end(&q);
}

Test(runtime_fetch, a_wrong_value_amid_a_scan_is_told_with_its_column)
{
    WeaveStatement *const statements[] = {&PLAIN, &WHOLE, &SORTED};
    static const struct {
        const char *sql, *message;
    } wrongs[] = {
        {"UPDATE media SET width = 'wide' WHERE id = 20",
         "t.ts:1 t.media: column width holds text, declared integer"},
        {"UPDATE media SET width = 1, kind = 'book' WHERE id = 20",
         "t.ts:1 t.media: column kind holds \"book\", which is no Kind"},
        {"UPDATE media SET kind = NULL, seen = 2 WHERE id = 20",
         "t.ts:1 t.media: column seen holds 2, declared boolean"},
        {"UPDATE media SET seen = 0, uri = x'00' WHERE id = 20",
         "t.ts:1 t.media: column u holds blob, declared text"},
    };
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        fixture_sql(db, wrongs[i].sql);
        for (size_t k = 0; k < 3; k++) {
            size_t n;
            cr_assert_eq(run_rows(statements[k], &n), WEAVE_TYPE);
            cr_message(db, wrongs[i].message);
            cr_assert(k == 2 || n == 19);
            cr_assert_eq(run_each(statements[k], &n), WEAVE_TYPE);
            cr_message(db, wrongs[i].message);
            cr_assert_eq(run_all(statements[k], &n), WEAVE_TYPE);
            cr_message(db, wrongs[i].message);
        }
    }
}

Test(runtime_fetch, an_error_of_sqlites_amid_a_scan_is_its_own)
{
    static WeaveStatement bad = {
        .place = "t.ts:1 t.bad",
        .sql = "SELECT id, uri, abs(iif(id = 20, -9223372036854775807 - 1, 1)), score, "
               "seen, kind, raw FROM media WHERE id >= ?1",
        .fetch = WEAVE_FETCH_ROWS};
    size_t n;
    cr_assert_eq(run_rows(&bad, &n), WEAVE_ERROR);
    cr_assert_eq(n, 19);
    cr_message(db, "t.ts:1 t.bad: integer overflow [SQLITE_ERROR]");
    cr_assert_eq(run_each(&bad, &n), WEAVE_ERROR);
    cr_assert_eq(n, 19);
    cr_assert_eq(run_all(&bad, &n), WEAVE_ERROR);
    cr_message(db, "t.ts:1 t.bad: integer overflow [SQLITE_ERROR]");
}

// What weave would never let pass: an order, and rows taken as if there were none.
Test(runtime_fetch, a_sorter_behind_rows_in_turn_is_an_error_not_a_wrong_order)
{
    STATEMENT(unsound, WEAVE_FETCH_ROWS, "WHERE id >= ?1 ORDER BY score, uri");
    size_t n;
    cr_assert_eq(run_rows(&unsound, &n), WEAVE_ERROR);
    cr_assert_eq(n, 0);
    cr_message(db, "t.ts:1 t.media: SQLite has sorted what has no order");
}

Test(runtime_fetch, a_text_that_cannot_be_rewritten_goes_column_by_column)
{
    static WeaveStatement odd = {
        .sql =
            "SELECT id, uri u, width, score, seen, kind, raw FROM media WHERE id >= ?1",
        .fetch = WEAVE_FETCH_ROWS};
    size_t n;
    all_of(&odd, 1, &n);
    cr_assert_eq(n, ROWS);
}

Test(runtime_fetch, fewer_columns_than_fields_are_misuse)
{
    static WeaveStatement few = {.sql = "SELECT id, uri FROM media WHERE id >= ?1",
                                 .fetch = WEAVE_FETCH_ROWS};
    size_t n;
    cr_assert_eq(run_all(&few, &n), WEAVE_MISUSE);
}

Test(runtime_fetch, the_functions_are_weaves_alone)
{
    sqlite3_stmt *stmt;
    cr_assert_eq(
        sqlite3_prepare_v2(weave_handle(db), "SELECT weave_row(1)", -1, &stmt, NULL),
        SQLITE_OK);
    cr_assert_eq(sqlite3_step(stmt), SQLITE_ERROR);
    sqlite3_finalize(stmt);
}

Test(runtime_fetch, a_changed_schema_is_noticed_by_whole_rows_too)
{
    size_t n;
    all_of(&WHOLE, 1, &n);
    fixture_sql(db, "ALTER TABLE media DROP COLUMN kind");
    cr_assert_eq(run_rows(&WHOLE, &n), WEAVE_SCHEMA);
    cr_assert_eq(run_each(&WHOLE, &n), WEAVE_SCHEMA);
}

// Its columns are not turned round, or ?1 and :from would change places.
Test(runtime_fetch, parameters_among_the_columns_keep_their_numbers)
{
    static const char sql[] = "SELECT :shift + id, uri, width + :times, score, seen, "
                              "kind, raw FROM media WHERE id >= :from";
    static WeaveStatement statements[] = {
        {.place = "plain", .sql = sql},
        {.place = "whole", .sql = sql, .fetch = WEAVE_FETCH_ROWS},
    };
    Media *rows[2];
    size_t n[2];
    for (int i = 0; i < 2; i++) {
        WeaveQuery q = weave_query_all(db, &statements[i]);
        weave_bind_int(&q, 1, 100);
        weave_bind_int(&q, 2, 7);
        weave_bind_int(&q, 3, 30);
        rows[i] = weave_all(&q, &MEDIA, &mem, &n[i]);
        cr_assert_eq(weave_end(&q), WEAVE_OK);
        cr_assert_eq(n[i], 11);
        cr_assert_eq(rows[i][0].id, 130);
    }
    for (size_t i = 0; i < n[0]; i++)
        same(&rows[1][i], &rows[0][i]);
}

// --- the text ----------------------------------------------------------------------

Test(runtime_fetch, result_columns_become_arguments)
{
    static const struct {
        const char *sql, *made;
        int step;
    } texts[] = {
        {"SELECT a FROM t", "SELECT f( a ) FROM t", -1},
        {"select a as b, c AS \"from\" from t", "select f( c   , a  ) from t", -1},
        {"SELECT (SELECT x AS y FROM u) AS z FROM t",
         "SELECT f( (SELECT x AS y FROM u)   ) FROM t", -1},
        {"WITH w AS (SELECT 1 AS a FROM v) SELECT a FROM w",
         "WITH w AS (SELECT 1 AS a FROM v) SELECT f( a ) FROM w", -1},
        {"SELECT ' from ', \"from\", `from`, [from] FROM t",
         "SELECT f( [from] , `from`, \"from\", ' from ') FROM t", -1},
        {"SELECT 'it''s from' FROM t", "SELECT f( 'it''s from' ) FROM t", -1},
        {"SELECT a -- AS from\n, b /* from */ FROM t",
         "SELECT f( b /* from */ , a -- AS from\n) FROM t", -1},
        {"SELECT a AS -- x\n b FROM t", "SELECT f( a  -- x\n  ) FROM t", -1},
        {"SELECT max(a, b), (SELECT x, y), c FROM t",
         "SELECT f( c , (SELECT x, y), max(a, b)) FROM t", -1},
        {"SELECT :a AS x, b FROM t WHERE c = :c", // numbered as they come
         "SELECT f( :a  , b ) FROM t WHERE c = :c", 1},
        {"SELECT a, (?) FROM t", "SELECT f( a, (?) ) FROM t", 1},
        {"SELECT a, b = '?' FROM t", "SELECT f( b = '?' , a) FROM t", -1},
        {"SELECT a, FROM t", "SELECT f( , a) FROM t", -1},
        {"SELECT 1", NULL, 0},
        {"SELECT 'x", NULL, 0},
        {"SELECT (a FROM t", NULL, 0},
        {"DELETE FROM t", NULL, 0},
        {"", NULL, 0},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        int step = 0;
        char *made = fetch_text(texts[i].sql, "f", &step);
        if (texts[i].made)
            cr_assert_str_eq(made, texts[i].made);
        else
            cr_assert_null(made, "%s", made);
        cr_assert_eq(step, texts[i].step, "%s", texts[i].sql);
        sqlite3_free(made);
    }
}
