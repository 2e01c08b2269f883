// test_refute_planted.c - a rule of the inference switched off is a lie that the refuter
// must catch.
//
// For each rule stands a query about which it keeps the inference from claiming too
// much. This program is linked with an inference built so that WEAVE_PLANT switches one
// of them off (rules.h).

#include "judge_fixture.h"
#include "stage3_emit/infer/rules.h"
#include "stage3_emit/refute/refute.h"

#include <criterion/criterion.h>
#include <sqlite3.h>

static const char *const schema[] = {
    "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, m INTEGER, t TEXT NOT NULL, "
    "u TEXT, r REAL NOT NULL, amount NUMERIC NOT NULL)",
    "CREATE UNIQUE INDEX a_m ON a (m) WHERE n > 0",
    "CREATE TABLE p (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a (id), "
    "code TEXT NOT NULL UNIQUE, nick TEXT UNIQUE, k TEXT NOT NULL)",
    "CREATE TABLE q (k TEXT PRIMARY KEY, v INTEGER NOT NULL)",
    "CREATE TABLE w (k TEXT NOT NULL, v INTEGER NOT NULL, x INTEGER NOT NULL, PRIMARY KEY (k, v)) "
    "WITHOUT ROWID",
    "CREATE TABLE z (k INTEGER PRIMARY KEY)",
    "CREATE TABLE d (b BLOB NOT NULL)",
    "CREATE VIRTUAL TABLE old USING fts4 (title, body)",
    "CREATE TABLE c (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE)",
    "CREATE UNIQUE INDEX c_name ON c (name COLLATE BINARY)",
};

// By rule; the query is sound with all rules on.
static const char *const queries[] = {
    [RULE_OUTER_JOIN] = "SELECT a.id, p.code FROM a LEFT JOIN p ON p.a_id = a.id",
    [RULE_EMPTY_AGGREGATE] = "SELECT n, max(id) FILTER (WHERE m > 1) FROM a GROUP BY n",
    [RULE_BARE_COLUMN] = "SELECT t, count(*) FROM a",
    [RULE_EMPTY_SUBQUERY] = "SELECT (SELECT k FROM p WHERE p.a_id = a.id) FROM a",
    [RULE_DIVISION] = "SELECT 10 / n FROM a",
    [RULE_PRIMARY_KEY_NULL] = "SELECT k FROM q",
    [RULE_CASE_WITHOUT_ELSE] = "SELECT CASE WHEN n > 1 THEN t END FROM a",
    [RULE_COALESCE] = "SELECT coalesce(u, m) FROM a",
    [RULE_RECURSION] =
        ("WITH RECURSIVE c (i, v, w) AS (SELECT 1, n, n FROM a UNION ALL "
         "SELECT i + 1, w, NULL FROM c WHERE i < 3) SELECT v FROM c"),
    [RULE_UNION_ARMS] = "SELECT n FROM a UNION ALL SELECT m FROM a",
    [RULE_USING_COALESCE] = "SELECT k, z.k AS zk FROM w FULL JOIN z USING (k)",
    [RULE_WINDOW_FRAME] =
        ("SELECT max(n) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND "
         "1 PRECEDING) FROM a"),
    [RULE_LIKE_OF_BLOB] = "SELECT m FROM a WHERE m NOT LIKE x'61'",
    [RULE_SUBSTR_OF_BLOB] = "SELECT substr(b, 1) FROM d",
    [RULE_CONCAT_OF_EMPTY] = "SELECT group_concat(t) OVER (ORDER BY id) FROM a",
    [RULE_NARROWING_BY_OR] = "SELECT m FROM a WHERE m > 1 OR n > 1",
    [RULE_NARROWING_BY_ON] =
        "SELECT a.m FROM a LEFT JOIN p ON p.a_id = a.id AND a.m > 0",
    [RULE_NARROWING_BEFORE_JOIN] =
        "SELECT a.m FROM p JOIN a ON a.m > 0 RIGHT JOIN q ON q.v = a.n",
    [RULE_ON_BEHIND_RIGHT_JOIN] =
        ("SELECT a.m FROM a RIGHT JOIN q ON q.v = a.n "
         "JOIN (SELECT 1 FROM p x LEFT JOIN p y ON x.id = y.id) ON a.m > 0"),
    [RULE_NARROWING_BY_MATCH] = "SELECT body FROM old WHERE body MATCH 'title:a'",
    [RULE_NARROWING_OF_CHANGED] = "UPDATE a SET m = NULL WHERE m > 0 RETURNING m",
    [RULE_NUMERIC_STORAGE] = "SELECT amount + 1 FROM a",
    [RULE_REAL_RETURNED] = "UPDATE a SET n = 1 RETURNING r",
    [RULE_CONVERTED_BY_IN] =
        "SELECT count(*) IN (SELECT k FROM p) AS there, count(*) FROM a GROUP BY n",
    [RULE_REAL_ARITHMETIC] = "SELECT n + r FROM a",
    [RULE_KEY_COLLATION] = "SELECT id FROM c WHERE name = ${'name'}",
    [RULE_KEY_CONVERSION] =
        "SELECT p.id FROM a JOIN p ON a.n = p.code WHERE a.id = ${'id'}",
    [RULE_PARTIAL_INDEX] = "SELECT id FROM a WHERE m = ${'m'}",
    [RULE_NULL_IN_KEY] = "SELECT id FROM p WHERE nick IS ${'nick'}",
    [RULE_WHOLE_KEY] = "SELECT x FROM w WHERE k = ${'k'}",
    [RULE_ROWS_OF_ON] =
        "SELECT a.id FROM a LEFT JOIN p ON p.id = ${'p'} AND a.id = ${'a'}",
    [RULE_ROWS_OF_RIGHT_JOIN] =
        "SELECT p.id FROM (SELECT 1 AS one) o RIGHT JOIN p ON p.id = ${'id'}",
    [RULE_ROWS_OF_OR] = "SELECT id FROM a WHERE id = ${'id'} OR n = ${'n'}",
    [RULE_IN_LIST] = "SELECT t FROM a WHERE id IN (${'x'}, ${'y'})",
    [RULE_LIMIT] = "SELECT count(*) FROM a LIMIT 1 OFFSET ${'o'}",
    [RULE_GROUP_OF_FILLED] =
        ("SELECT s.id, count(*) FROM q LEFT JOIN (SELECT id FROM a WHERE id = ${'id'}) s "
         "ON s.id = q.v GROUP BY s.id"),
    [RULE_HAVING] = "SELECT sum(n) FROM a HAVING count(*) > 1",
    [RULE_SKIPPED_INSERT] =
        "INSERT OR IGNORE INTO q (k, v) VALUES (${'k'}, ${'v'}) RETURNING v",
};

static const struct {
    const char *name, *sentence;
} rules[] = {
#define X(name, sentence) {#name, sentence},
    INFER_RULES(X)
#undef X
};

enum { N_RULES = sizeof rules / sizeof *rules };

// The time a query has in a weave; sanitizers slow it down by ten and more.
#ifdef __SANITIZE_ADDRESS__
enum { MILLISECONDS = 100 };
#else
enum { MILLISECONDS = 10 };
#endif

// One query without one rule; "" for none. What is said is in b->said.
static bool withstands(Bench *b, size_t query, const char *rule)
{
    Refuting how = {.milliseconds = MILLISECONDS, .seconds = 60};
    Str summary;
    setenv("WEAVE_PLANT", rule, 1);
    for (size_t i = 0; i < sizeof schema / sizeof *schema; i++)
        bench_schema(b, schema[i]);
    bench_query(b, "q", queries[query]);
    bench_judge(b);
    cr_assert(b->ok, "%.*s", STR_ARG(b->said));
    Refuted refuted = refute(&b->mem, &b->checked, NULL, b->diag, &how, &summary);
    b->said = bench_printed(b);
    setenv("WEAVE_PLANT", "", 1);
    return refuted == REFUTED_NOTHING;
}

Test(refute_planted, every_rule_has_a_query)
{
    cr_assert_eq(sizeof queries / sizeof *queries, (size_t)N_RULES);
    for (size_t i = 0; i < N_RULES; i++)
        cr_expect(queries[i], "%s: %s", rules[i].name, rules[i].sentence);
}

Test(refute_planted, with_all_rules_nothing_is_refuted, .timeout = 120)
{
    for (size_t i = 0; i < N_RULES; i++) {
        Bench b = {0};
        cr_expect(withstands(&b, i, ""), "%.*s", STR_ARG(b.said));
        arena_free(&b.mem);
    }
}

// One is about a bug of SQLite 3.40.
static bool makes_a_difference(Rule rule)
{
    return rule != RULE_ON_BEHIND_RIGHT_JOIN || sqlite3_libversion_number() < 3041000;
}

Test(refute_planted, without_any_one_rule_a_claim_is_refuted, .timeout = 120)
{
    for (size_t i = 0; i < N_RULES; i++) {
        if (!makes_a_difference((Rule)i))
            continue;
        Bench b = {0};
        bool caught = !withstands(&b, i, rules[i].name) && bench_says(&b, "[W331]");
        cr_expect(caught, "%s: not caught in\n  %s", rules[i].name, queries[i]);

        arena_free(&b.mem);
    }
}
