// test_infer_sound.c - claims against data: whatever the inference says of a query must
// hold for every database that its schema allows.
//
// Databases of random rows (many NULLs where they are allowed, duplicates, empty tables)
// are asked each query with random parameters. No column claimed NOT NULL may be NULL, no
// value be of another class than claimed, no row come back beyond the claim.

#include "judge_fixture.h"
#include "random_queries.h"
#include "runtime/weave_sqlite.h"

#include <criterion/criterion.h>
#include <stdarg.h>

static const char *const queries[] = {
    // joins
    "SELECT * FROM a WHERE id = :id",
    "SELECT * FROM a JOIN p ON p.a_id = a.id",
    "SELECT a.id, p.id, p.name FROM a LEFT JOIN p ON p.a_id = a.id",
    "SELECT a.id, a.n, p.id, p.name FROM a RIGHT JOIN p ON p.a_id = a.id",
    "SELECT a.id, a.n, p.id, p.name FROM a FULL JOIN p ON p.a_id = a.id",
    "SELECT a.t, w.k, q.k FROM a LEFT JOIN w ON w.v = a.n JOIN q ON q.v = a.n",
    "SELECT a.t, w.k, q.k, s.k FROM a LEFT JOIN (w JOIN q ON q.v = w.v) ON w.v = a.n "
    "LEFT JOIN s ON s.k = w.k",
    "SELECT a.t, w.k FROM a JOIN w ON w.v = a.n RIGHT JOIN q ON q.v = a.n",
    "SELECT k, v FROM w NATURAL JOIN q",
    "SELECT k, w.v, q.v FROM w LEFT JOIN q USING (k)",
    "SELECT k, w.k, q.k FROM w FULL JOIN q USING (k)",
    "SELECT k FROM w RIGHT JOIN q USING (k)",
    "SELECT k, s.v FROM w FULL JOIN q USING (k) LEFT JOIN s USING (k)",
    "SELECT * FROM w LEFT JOIN q USING (k)",
    "SELECT * FROM w JOIN q USING (k) JOIN s USING (k)",
    "SELECT * FROM a, p WHERE a.id = p.a_id AND p.id = :id",
    "SELECT * FROM a JOIN p ON p.a_id = a.id WHERE a.id = :id",
    "SELECT * FROM a LEFT JOIN p ON p.id = a.m WHERE a.id = :id",
    "SELECT * FROM a LEFT JOIN p ON p.id = :pid AND a.id = :aid",
    "SELECT * FROM a JOIN p ON a.id = p.a_id LEFT JOIN q ON q.k = p.code WHERE p.id = :id",
    "SELECT * FROM a LEFT JOIN p ON p.id = :pid WHERE a.id = p.a_id",
    "SELECT * FROM a RIGHT JOIN p ON a.id = :id WHERE p.id = :pid",
    "SELECT * FROM (SELECT 1 AS one) o RIGHT JOIN p ON p.id = :id",
    "SELECT * FROM (SELECT 1 AS one) o FULL JOIN p ON p.id = :id",
    // keys
    "SELECT * FROM a WHERE m = :m",
    "SELECT * FROM a WHERE m = :m AND n > 0",
    "SELECT * FROM a WHERE lower(t) = :t",
    "SELECT * FROM a WHERE rowid = :id",
    "SELECT * FROM q WHERE k = :k",
    "SELECT * FROM q WHERE k IS :k",
    "SELECT * FROM q WHERE v IS NULL",
    "SELECT * FROM q WHERE k IN (:k)",
    "SELECT * FROM q WHERE k IN (:k, :l)",
    "SELECT * FROM q WHERE rowid = :id",
    "SELECT * FROM p WHERE code = :c",
    "SELECT * FROM p WHERE code = :c COLLATE nocase",
    "SELECT * FROM p WHERE name = :n",
    "SELECT * FROM p WHERE name = :n COLLATE binary",
    "SELECT * FROM p WHERE a_id = :a AND amount = :m",
    "SELECT * FROM p WHERE (a_id, amount) = (:a, :m)",
    "SELECT * FROM p WHERE (a_id, amount) IS (:a, :m)",
    "SELECT * FROM s WHERE k = :k",
    "SELECT * FROM s WHERE k = :k COLLATE binary",
    "SELECT * FROM s WHERE v = :v",
    "SELECT * FROM w WHERE k = :k",
    "SELECT * FROM w WHERE k = :k AND v = :v",
    "SELECT * FROM q JOIN a ON q.k = a.n WHERE a.id = :id",
    "SELECT * FROM q JOIN a ON a.n = q.k WHERE a.id = :id",
    "SELECT * FROM s JOIN p ON s.k = p.code WHERE p.id = :id",
    "SELECT * FROM p JOIN s ON s.k = p.code WHERE s.k = :k",
    "SELECT * FROM q JOIN s ON q.k = s.k WHERE s.k = :k",
    "SELECT * FROM q JOIN s ON s.k = q.k WHERE s.k = :k",
    "SELECT * FROM a WHERE id = :id OR n = 1",
    "SELECT * FROM a WHERE NOT id = :id",
    "SELECT * FROM a WHERE id = n",
    "SELECT * FROM a WHERE id = abs(n)",
    // aggregates
    "SELECT count(*), sum(n), avg(n), min(t), max(m), total(r), group_concat(u) FROM a",
    "SELECT n, count(m), sum(n), avg(n), min(t), max(m), sum(r), group_concat(t) FROM a "
    "GROUP BY n",
    "SELECT id, t, count(*) FROM a",
    "SELECT id, max(n) FROM a WHERE n > 2",
    "SELECT id, (SELECT count(a.n) FROM q) FROM a",
    "SELECT id, (SELECT count(a.n)) FROM a",
    "SELECT id, (SELECT count(*) FROM p WHERE p.a_id = a.id) FROM a",
    "SELECT id, (SELECT max(p.id) FROM p WHERE p.a_id = a.id) FROM a",
    "SELECT id, (SELECT sum(a.n + p.id) FROM p) FROM a",
    "SELECT id, EXISTS (SELECT count(a.n) FROM p) FROM a",
    "SELECT count(*) FILTER (WHERE n > 1), max(n) FILTER (WHERE n > 2) FROM a GROUP BY t",
    "SELECT count(*) FROM a HAVING count(*) > 1",
    "SELECT count(*) FROM a GROUP BY n > 1",
    "SELECT n FROM a GROUP BY n HAVING max(m) > 0",
    "SELECT count(DISTINCT n), sum(DISTINCT n) FROM a WHERE n < 0",
    "SELECT p.id, count(*) FROM a LEFT JOIN p ON p.a_id = a.id GROUP BY p.id",
    "SELECT count(*) FROM a LIMIT 1 OFFSET 1",
    "SELECT count(*) FROM a LIMIT 0",
    // windows
    "SELECT id, row_number() OVER w, rank() OVER w, sum(n) OVER w, max(t) OVER w, lag(n) OVER w, "
    "lag(n, 1, 0) OVER w, first_value(n) OVER w, count(*) OVER w FROM a WINDOW w AS (ORDER BY n)",
    "SELECT sum(n) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) FROM a",
    "SELECT ntile(2) OVER (ORDER BY id), cume_dist() OVER (ORDER BY id) FROM a",
    "SELECT sum(count(*)) OVER (ORDER BY n), n FROM a GROUP BY n",
    "SELECT max(n) OVER (ORDER BY n ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING) FROM a GROUP BY n",
    // expressions
    "SELECT n + 1, n * m, n / 2, n / 0, n / m, n % n, -n, ~n, +n, n << 1, r + 1, r * r FROM a",
    "SELECT t || u, t || n, length(t), lower(u), upper(t), substr(t, 1, 2), trim(t), "
    "replace(t, '', 'x'), instr(t, u), hex(b), quote(u), typeof(m), unicode(t), printf(t) FROM a",
    "SELECT abs(n), abs(r), round(n), round(r), max(n, m), min(t, u), max(n, 1), "
    "coalesce(m, n), coalesce(m, u), ifnull(u, ''), nullif(n, 1), iif(n, n, m), "
    "iif(m, t, 'x') FROM a",
    "SELECT CASE WHEN n > 1 THEN n END, CASE WHEN m THEN t ELSE u END, CASE n WHEN 1 THEN 'x' "
    "ELSE 'y' END, CASE m WHEN 1 THEN flag ELSE flag END FROM a",
    "SELECT n = 1, m = 1, m IS 1, m IS NULL, n IN (1, m), n IN (1), n BETWEEN 1 AND m, "
    "t LIKE u, t LIKE 'a%', NOT m, n AND m, n OR m, t GLOB '*' FROM a",
    "SELECT n IN (SELECT m FROM a), n IN (SELECT n FROM a), m IN (SELECT id FROM p) FROM a",
    "SELECT CAST(u AS INTEGER), CAST(n AS TEXT), CAST(t AS REAL), CAST(t AS BLOB), "
    "CAST(t AS NUMERIC) FROM a",
    "SELECT date('now'), date(t), datetime(n), julianday('now'), unixepoch(), strftime(t) FROM a",
    "SELECT json_array(n), json_object('a', m), t ->> '$', json_valid(t) FROM a",
    "SELECT amount, amount + 1, sum(amount), max(amount), due, anything FROM p",
    "SELECT amount, max(anything), round(amount), abs(amount), coalesce(amount, 1) FROM p "
    "GROUP BY id",
    "SELECT (SELECT t FROM a WHERE id = :x), (SELECT 1 WHERE :y), (SELECT count(*) FROM a "
    "LIMIT 1 OFFSET 1), (SELECT count(*) FROM a HAVING 0)",
    "SELECT :x, :y IS NULL, CAST(:z AS INTEGER), coalesce(:c, 1)",
    "SELECT true, n = true, false OR m FROM a",
    // compounds, subqueries, CTEs, views
    "SELECT id FROM a UNION SELECT a_id FROM p",
    "SELECT id, t FROM a UNION ALL SELECT id, due FROM p",
    "SELECT t FROM a INTERSECT SELECT name FROM p",
    "SELECT n FROM a EXCEPT SELECT m FROM a",
    "SELECT 1 UNION SELECT 2",
    "SELECT x FROM (SELECT t AS x FROM a UNION ALL SELECT id FROM p)",
    "SELECT id FROM (SELECT a_id AS id FROM p UNION ALL SELECT t FROM a)",
    "SELECT s.t, s.id FROM (SELECT * FROM a LEFT JOIN p ON p.a_id = a.id) s",
    "WITH c AS (SELECT id, t FROM a) SELECT c.t, p.id FROM c LEFT JOIN p ON p.a_id = c.id",
    "WITH a AS (SELECT k AS id FROM q) SELECT id FROM a",
    "WITH a AS (SELECT n AS id, t FROM main.a) SELECT id, t || t FROM a WHERE id = :id",
    "WITH a AS (SELECT m AS n, id FROM main.a) SELECT n + 1 FROM a",
    "SELECT id IN (SELECT n FROM (SELECT m AS n FROM a)) FROM a",
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5) SELECT i FROM c",
    "WITH RECURSIVE c(i) AS (SELECT n FROM a UNION SELECT t FROM a JOIN c ON c.i = a.n LIMIT 9) "
    "SELECT i FROM c",
    "WITH c AS (SELECT max(id) AS m FROM a) SELECT c.m, p.id FROM c JOIN p ON p.id = 1",
    "SELECT * FROM va",
    "SELECT * FROM vc WHERE n = :n",
    "SELECT * FROM vu",
    "SELECT * FROM vv",
    "SELECT va.t, vc.many FROM va LEFT JOIN vc ON vc.n = va.m",
    "SELECT q.x FROM (SELECT max(x) AS x FROM vu) q",
    "SELECT * FROM (SELECT id FROM a WHERE id = :id) x LEFT JOIN p ON p.id = x.id",
    "SELECT * FROM (SELECT id FROM a LIMIT 1) x, p WHERE p.id = 1",
    "SELECT value FROM json_each('[1, null, \"x\"]')",
    "VALUES (1, NULL), (:x, 'y')",
    "SELECT * FROM (VALUES (1, 2))",
    "SELECT n FROM a LIMIT 1",
    "SELECT n FROM a ORDER BY id LIMIT 1 OFFSET :o",
    "WITH RECURSIVE c(a, b, d, n) AS (SELECT 1, 2, NULL, 0 UNION ALL SELECT b, d, a, n + 1 "
    "FROM c WHERE n < 4) SELECT a, b, d FROM c",
    "SELECT x.m, count(*) FROM a LEFT JOIN (SELECT max(v) AS m FROM w) x ON a.n > 2 GROUP BY x.m",
    "SELECT substr(x'', 1), group_concat('') OVER (ORDER BY id) FROM a",
    "SELECT u FROM a WHERE u NOT LIKE x'00'",
    "SELECT (SELECT rowid FROM w, g WHERE g.n <> w.v) FROM q",
    "SELECT z.r FROM z FULL JOIN (VALUES (-1, 0.0)) AS v ON z.t IS z.t JOIN vj ON z.any = 0.0",
    // statements that write
    "INSERT INTO a (n, t, flag) VALUES (:n, :t, 1) RETURNING *",
    "INSERT OR IGNORE INTO a (n, t, flag) VALUES (:n, :t, 1) RETURNING id, t",
    "INSERT OR REPLACE INTO q (k, v) VALUES (:k, :v) RETURNING *",
    "INSERT INTO q (k, v) VALUES (:k, :v) ON CONFLICT DO NOTHING RETURNING *",
    "INSERT INTO q (k, v) VALUES (:k, :v) ON CONFLICT (k) DO UPDATE SET v = excluded.v + 1 "
    "ON CONFLICT (v) DO UPDATE SET k = 'x' RETURNING *",
    "INSERT INTO q (k, v) VALUES (:k, :v) ON CONFLICT (k) DO UPDATE SET v = 1 WHERE q.v > 1 "
    "RETURNING k",
    "INSERT INTO quiet (u) VALUES (:u) RETURNING id",
    "INSERT INTO guarded (n) VALUES (:n) RETURNING id, n",
    "INSERT INTO w SELECT t, n, m FROM a WHERE true ON CONFLICT DO NOTHING RETURNING k, v, x",
    "INSERT INTO a (n, t, flag) SELECT count(*), :t, 0 FROM p RETURNING n, id",
    "UPDATE a SET m = :m, n = n + 1 WHERE id = :id RETURNING id, n, m",
    "UPDATE OR IGNORE q SET v = :v RETURNING k, v",
    "UPDATE OR IGNORE a SET n = NULL WHERE id = :id RETURNING n",
    "UPDATE q SET v = NULL WHERE k = :k RETURNING *",
    "UPDATE a SET m = NULL FROM p WHERE p.a_id = a.id RETURNING a.id, a.m",
    "UPDATE a SET u = p.name FROM p WHERE a.id = :id RETURNING id, u",
    "DELETE FROM w WHERE k = :k AND v = :v RETURNING *",
    "DELETE FROM q RETURNING k, v",
    // what random ones have found
    "SELECT DISTINCT id, x FROM vu WHERE x = 1 GROUP BY x, x",
    "SELECT a.id, p.name FROM a LEFT JOIN p ON p.a_id = a.id WHERE p.name NOT LIKE :x AND "
    "(1 OR p.anything = :x)",
    "SELECT q.v FROM a RIGHT JOIN q ON a.n = q.v JOIN vj ON a.n IS NOT NULL AND q.v = a.n",
    "SELECT name IN (SELECT n FROM a), name FROM p GROUP BY name",
    "SELECT due IN (SELECT n FROM a), max(r) IN (SELECT id FROM p), max(r) FROM p, a",
    "SELECT name FROM p GROUP BY name HAVING (1, name) IN (SELECT 1, n FROM a)",
    "SELECT t FROM a GROUP BY t HAVING (SELECT max(n) FROM a AS b WHERE a.t IN (SELECT m FROM a))",
    "SELECT count(*) IN (SELECT code FROM p), count(*), max(n) IN (SELECT t FROM a), max(n) FROM a",
    "SELECT t0.*, 1 FROM s AS t0 NATURAL RIGHT JOIN (w AS t1, vj AS t2)",
    "SELECT t3.*, 1 FROM vj AS t3 NATURAL RIGHT JOIN (json_each('[1, null, \"x\"]') AS t4, p)",
    "SELECT k FROM s FULL JOIN (w, vj AS t2) USING (k)",
    "SELECT n FROM a UNION SELECT m AS u FROM a ORDER BY u",
};

// --- data ------------------------------------------------------------------------

static void fill_table(sqlite3 *db, const ModelTable *t, Random *r)
{
    Arena mem = {0};
    for (uint32_t n = roll(r, 4) ? roll(r, 9) : 0; n > 0; n--) {
        Buf names = {.arena = &mem}, values = {.arena = &mem};
        for (size_t i = 0; i < t->n_columns; i++) {
            const ModelColumn *c = &t->columns[i];
            // What the model says of NULL is a claim, too: SQLite may refuse the row.
            bool null = roll(r, 100) < (c->not_null ? 3 : 35) || c->rowid_alias;
            buf_format(&names, "%s%.*s", i ? ", " : "", STR_ARG(c->name));
            buf_format(&values, "%s%s", i ? ", " : "",
                       null ? "NULL" : some(r, c->type.storage));
        }
        Str sql = str_format(&mem, "INSERT OR IGNORE INTO %.*s (%.*s) VALUES (%.*s)",
                             STR_ARG(t->name), STR_ARG(buf_str(&names)),
                             STR_ARG(buf_str(&values)));
        sqlite3_exec(db, sql.ptr, NULL, NULL,
                     NULL); // a row that a key forbids stays out
    }
    arena_free(&mem);
}

static sqlite3 *random_database(const Checked *c, Random *r)
{
    Arena mem = {0};
    sqlite3 *db;
    cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    weave_prepare_connection(db);
    cr_assert_eq(sqlite3_exec(db, str_zero(&mem, c->ddl), NULL, NULL, NULL), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA foreign_keys = off", NULL, NULL, NULL);
    for (size_t i = 0; i < c->model.n_tables; i++)
        if (c->model.tables[i].kind == MODEL_TABLE)
            fill_table(db, &c->model.tables[i], r);
    arena_free(&mem);
    return db;
}

// --- the claims ------------------------------------------------------------------

typedef struct Tally {
    size_t not_null, rows, classes, runs, wrong;
} Tally;

// Says so and goes on: one campaign shows all that is wrong.
static void wrong(Tally *tally, uint64_t seed, const CheckedQuery *q, const char *fmt,
                  ...)
{
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "# seed %llu: ", (unsigned long long)seed);
    vfprintf(stderr, fmt, args);
    fprintf(stderr, ": %.*s\n", STR_ARG(q->sql));
    va_end(args);
    tally->wrong++;
}

static void bind(sqlite3_stmt *stmt, sqlite3 *db, const CheckedQuery *q, Random *r)
{
    for (size_t i = 0; i < q->n_params; i++) {
        const CheckedParam *p = &q->params[i];
        if (p->list || (p->nullable && roll(r, 3) == 0))
            continue;
        char sql[64];
        sqlite3_stmt *value;
        snprintf(sql, sizeof sql, "SELECT %s", some(r, p->type.storage));
        sqlite3_prepare_v2(db, sql, -1, &value, NULL);
        sqlite3_step(value);
        sqlite3_bind_value(stmt, p->number, sqlite3_column_value(value, 0));
        sqlite3_finalize(value);
    }
}

static bool class_holds(const ResultColumn *c, int type)
{
    static const Classes classes[] = {
        [SQLITE_INTEGER] = CLASSES_OF(CLASS_INTEGER),
        [SQLITE_FLOAT] = CLASSES_OF(CLASS_REAL),
        [SQLITE_TEXT] = CLASSES_OF(CLASS_TEXT),
        [SQLITE_BLOB] = CLASSES_OF(CLASS_BLOB),
        [SQLITE_NULL] = CLASSES_NONE,
    };
    return type == SQLITE_NULL || (classes[type] & c->classes);
}

static void check_row(sqlite3_stmt *stmt, const CheckedQuery *q, uint64_t seed,
                      Tally *tally)
{
    for (size_t i = 0; i < q->n_columns; i++) {
        const ResultColumn *c = &q->columns[i];
        int type = sqlite3_column_type(stmt, (int)i);
        tally->not_null += !c->nullable;
        tally->classes += c->type.storage != CLASS_ANY;
        if (!c->nullable && type == SQLITE_NULL)
            wrong(tally, seed, q, "column %zu is NULL", i);
        if (!class_holds(c, type))
            wrong(tally, seed, q, "column %zu is not %s but %d", i,
                  storage_name(c->type.storage), type);
    }
}

static void check_claims(sqlite3 *db, const CheckedQuery *q, Random *r, uint64_t seed,
                         Tally *tally)
{
    Arena mem = {0};
    sqlite3_stmt *stmt;
    size_t n = 0;
    int rc;
    sqlite3_exec(db, "SAVEPOINT one", NULL, NULL, NULL);
    cr_assert_eq(sqlite3_prepare_v2(db, str_zero(&mem, q->sql), -1, &stmt, NULL),
                 SQLITE_OK, "%s", sqlite3_errmsg(db));
    bind(stmt, db, q, r);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW && n < 1000) {
        check_row(stmt, q, seed, tally);
        n++;
    }
    bool done = rc == SQLITE_DONE; // else it failed: nothing is claimed of that
    sqlite3_finalize(stmt);
    sqlite3_exec(db, "ROLLBACK TO one; RELEASE one", NULL, NULL, NULL);
    tally->runs += done;
    tally->rows +=
        done && (q->inferred == CARDINALITY_ONE || q->inferred == CARDINALITY_OPTIONAL);
    if (done && q->inferred == CARDINALITY_ONE && n != 1)
        wrong(tally, seed, q, "not one row but %zu, though %.*s", n,
              STR_ARG(q->why_cardinality));
    if (q->inferred == CARDINALITY_OPTIONAL && n > 1)
        wrong(tally, seed, q, "%zu rows, though %.*s", n, STR_ARG(q->why_cardinality));
    arena_free(&mem);
}

static void campaign(const Bench *b, uint64_t seed, int n_databases, const char *what)
{
    Tally tally = {0};
    for (int i = 0; i < n_databases; i++) {
        Random r = {seed + (uint64_t)i};
        sqlite3 *db = random_database(&b->checked, &r);
        for (size_t k = 0; k < b->checked.n_queries; k++)
            check_claims(db, &b->checked.queries[k], &r, seed + (uint64_t)i, &tally);
        sqlite3_close(db);
    }
    printf("# %s: %zu queries, databases from seed %llu on, %zu runs; claims checked: "
           "%zu NOT NULL, %zu of rows, %zu of class\n",
           what, b->checked.n_queries, (unsigned long long)seed, tally.runs,
           tally.not_null, tally.rows, tally.classes);
    cr_expect_eq(tally.wrong, 0, "%zu claims are false", tally.wrong);
    cr_assert_gt(tally.not_null, 1000);
    cr_assert_gt(tally.rows, 500);
    cr_assert_gt(tally.classes, 1000);
}

static void add_schema(Bench *b)
{
    for (size_t i = 0; i < sizeof random_schema / sizeof *random_schema; i++)
        bench_schema(b, random_schema[i]);
}

Test(infer_sound, no_claim_about_the_hand_written_queries_is_false)
{
    Bench b = {0};
    add_schema(&b);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        bench_query(&b, "q", queries[i]);
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    campaign(&b, 1000, 100, "by hand");
    arena_free(&b.mem);
}

// For a longer campaign: SOUND_SEED=1 SOUND_QUERIES=100000 test_infer_sound.
Test(infer_sound, no_claim_about_random_queries_is_false, .timeout = 36000)
{
    uint64_t seed = number_from("SOUND_SEED", 77000);
    uint64_t left = number_from("SOUND_QUERIES", 2000);
    for (; left; left -= left < 1000 ? left : 1000, seed += 1000) {
        uint64_t n = left < 1000 ? left : 1000;
        Bench b = {0};
        add_schema(&b);
        for (uint64_t i = 0; i < n; i++)
            bench_query(&b, "q", random_query(&b.mem, seed + i).ptr);
        bench_judge(&b); // some are refused by SQLite
        cr_assert_gt(b.checked.n_queries, n / 2, "%.*s", STR_ARG(b.said));
        cr_expect(!bench_says(&b, "[W330]"), "%.*s", STR_ARG(b.said));
        for (size_t i = 0; i < b.checked.n_queries; i++)
            cr_expect(b.checked.queries[i].understood, "%.*s",
                      STR_ARG(b.checked.queries[i].sql));
        campaign(&b, seed + 5000, 20, "random");
        arena_free(&b.mem);
    }
}
