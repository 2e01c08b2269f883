// test_fetch.c - which queries' rows SQLite may hand over whole, and why others not.

#include "judge_fixture.h"

#include <criterion/criterion.h>

static const char *const schema[] = {
    "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, t TEXT, b_id INTEGER)",
    "CREATE TABLE b (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
    "CREATE INDEX a_n ON a (n)",
    "CREATE VIEW v AS SELECT id, t FROM a ORDER BY t",
};

typedef struct Expected {
    const char *sql;
    RowFetch fetch;
    const char *why; // of FETCH_COLUMNS
} Expected;

static const Expected expected[] = {
    {"SELECT * FROM a", FETCH_ROWS, ""},
    // One row at most, by keys: one call may run on from the other.
    {"SELECT id, t AS title FROM a WHERE id = ${'id'}", FETCH_LOOKUP, ""},
    {"SELECT a.id, b.n FROM a LEFT JOIN b ON b.id = a.b_id WHERE a.id = ${'id'} AND "
     "(a.n IN (1, ${'n'}) OR a.t LIKE ${'t'} || '%')",
     FETCH_LOOKUP, ""},
    {"SELECT a.id, b.n FROM a, b WHERE b.id = a.b_id AND a.id = ${'id'}", FETCH_LOOKUP,
     ""},
    // But not if a run keeps something that the next call has otherwise, reads on, or
    // would find other rows behind one table more.
    {"SELECT id, t FROM a WHERE id = ${'id'} AND n > (SELECT max(n) FROM b)",
     FETCH_ROWS, ""},
    {"SELECT id, t FROM a WHERE id = ${'id'} AND n IN (SELECT n FROM b)", FETCH_ROWS,
     ""},
    {"SELECT id, t FROM a WHERE id = ${'id'} AND t < CURRENT_TIMESTAMP", FETCH_ROWS,
     ""},
    {"SELECT id, datetime('now') AS now FROM a WHERE id = ${'id'}", FETCH_ROWS, ""},
    {"SELECT id, t FROM a WHERE n = ${'n'}", FETCH_ROWS, ""},
    {"SELECT a.id, b.n FROM a LEFT JOIN b ON b.n = a.n WHERE a.id = ${'id'}",
     FETCH_ROWS, ""},
    {"SELECT b.id, a.n FROM a RIGHT JOIN b ON a.id = b.n WHERE b.id = ${'id'}",
     FETCH_ROWS, ""},
    {"SELECT a.id, b.n FROM a LEFT JOIN b ON b.id = a.b_id", FETCH_ROWS, ""},
    {"SELECT id FROM a WHERE n > (SELECT max(n) FROM b)", FETCH_ROWS, ""},
    {"SELECT upper(t) AS x FROM a", FETCH_ROWS, ""},
    // In an order, or not of tables alone: lists, put in order by number.
    {"SELECT id, t FROM a ORDER BY n", FETCH_NUMBERED, ""},
    {"SELECT id, t FROM a ORDER BY t DESC, id", FETCH_NUMBERED, ""},
    {"SELECT id, t FROM a ORDER BY n LIMIT 10", FETCH_NUMBERED, ""},
    {"SELECT id FROM a LIMIT 10", FETCH_NUMBERED, ""},
    {"WITH w AS (SELECT id FROM a) SELECT id FROM w", FETCH_NUMBERED, ""},
    {"SELECT id, total FROM (SELECT b_id AS id, sum(n) AS total FROM a GROUP BY b_id)",
     FETCH_NUMBERED, ""},
    // Column by column.
    {"SELECT id, t FROM a ORDER BY t LIMIT 10", FETCH_COLUMNS,
     "with LIMIT only few of the rows sorted are wanted"},
    {"SELECT t, id FROM a ORDER BY 1", FETCH_COLUMNS,
     "ORDER BY refers to a result column"},
    {"SELECT n AS id, t FROM a ORDER BY id", FETCH_COLUMNS,
     "ORDER BY refers to a result column"},
    {"SELECT -n AS x FROM a ORDER BY x + 1 COLLATE NOCASE", FETCH_COLUMNS,
     "ORDER BY refers to a result column"},
    {"SELECT DISTINCT n FROM a", FETCH_COLUMNS, "DISTINCT compares the columns"},
    {"SELECT n, count(*) AS c FROM a GROUP BY n", FETCH_COLUMNS,
     "it has an aggregate, a window or a subquery among its columns"},
    {"SELECT max(n) AS most FROM a", FETCH_COLUMNS,
     "it has an aggregate, a window or a subquery among its columns"},
    {"SELECT id, row_number() OVER (ORDER BY n) AS r FROM a", FETCH_COLUMNS,
     "it has an aggregate, a window or a subquery among its columns"},
    {"SELECT id, (SELECT count(a.id) FROM b) AS c FROM a", FETCH_COLUMNS,
     "it has an aggregate, a window or a subquery among its columns"},
    {"SELECT id FROM a UNION ALL SELECT id FROM b", FETCH_COLUMNS,
     "it is not one SELECT from tables"},
    {"SELECT 1 AS one", FETCH_COLUMNS, "it is not one SELECT from tables"},
    {"INSERT INTO b (n) VALUES (1) RETURNING id", FETCH_COLUMNS, "it is no SELECT"},
    {"SELECT id, t FROM v", FETCH_COLUMNS,
     "as arguments the columns have another plan"},
    {"SELECT id, t title FROM a", FETCH_COLUMNS,
     "as arguments the columns have another plan"}, // a name without AS stays
};

Test(fetch, the_grammar_and_the_plan_say_which_rows_are_handed_over_whole)
{
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        Bench b = {0};
        for (size_t k = 0; k < sizeof schema / sizeof *schema; k++)
            bench_schema(&b, schema[k]);
        bench_query(&b, "q", expected[i].sql);
        bench_judge(&b);
        cr_assert(b.ok, "%.*s", STR_ARG(b.said));
        const CheckedQuery *q = bench_find(&b, "q");
        cr_expect_eq(q->fetch, expected[i].fetch, "%s: %d", expected[i].sql, q->fetch);
        cr_expect(str_is(q->why_columns, expected[i].why), "%s: %.*s", expected[i].sql,
                  STR_ARG(q->why_columns));
        arena_free(&b.mem);
    }
}
