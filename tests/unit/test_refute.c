// test_refute.c - what the refuter finds, what it must not hold against anybody, and how
// it says so.
//
// Lies are made by hand: a query is judged, and then more is claimed of it than was.

#include "judge_fixture.h"
#include "stage3_emit/refute/refute.h"

#include <criterion/criterion.h>
#include <unistd.h>

static const char *const schema[] = {
    "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, m INTEGER, t TEXT NOT NULL, "
    "u TEXT UNIQUE, r REAL)",
    "CREATE TABLE p (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a (id) DEFERRABLE "
    "INITIALLY DEFERRED, n INTEGER NOT NULL CHECK (n BETWEEN 500 AND 510))",
    "CREATE TABLE never (id INTEGER PRIMARY KEY, n INTEGER NOT NULL CHECK (n < 0 AND n > 0))",
    "CREATE TABLE g (id INTEGER PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc)), "
    "size INTEGER AS (json_extract(doc, '$.size')), "
    "name TEXT NOT NULL AS (json_extract(doc, '$.name')))",
    "CREATE TABLE mail (id INTEGER PRIMARY KEY, code TEXT NOT NULL, address TEXT NOT NULL "
    "CHECK (address LIKE '%_@_%._%'), day TEXT NOT NULL "
    "CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'), "
    "CONSTRAINT \"the code\" CHECK (length(code) = 12))",
    "CREATE TABLE guarded (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)",
    "CREATE TRIGGER guard BEFORE INSERT ON guarded WHEN new.n < 1 BEGIN SELECT RAISE(IGNORE); "
    "END",
    "CREATE VIRTUAL TABLE words USING fts5 (body)",
};

static const Str kinds[] = {STR("photo"), STR("it's")};
static const Column column_list[] = {
    {.key = STR("id"),
     .name = STR("id"),
     .sql_type = STR("integer"),
     .mode = MODE_NUMBER,
     .primary_key = true},
    {.key = STR("kind"),
     .name = STR("kind"),
     .sql_type = STR("text"),
     .mode = MODE_TEXT,
     .enum_values = kinds,
     .n_enum_values = 2,
     .not_null = true},
    {.key = STR("flag"),
     .name = STR("flag"),
     .sql_type = STR("integer"),
     .mode = MODE_BOOLEAN,
     .not_null = true},
    {.key = STR("big"),
     .name = STR("big"),
     .sql_type = STR("blob"),
     .mode = MODE_BIGINT,
     .not_null = true},
};
static const Table tables[] = {{.key = STR("modes"),
                                .name = STR("modes"),
                                .columns = column_list,
                                .n_columns = 4}};

// --- the bench -------------------------------------------------------------------

static const Refuting usual = {.milliseconds = 100, .seconds = 20};

static CheckedQuery *judged(Bench *b, const char *sql)
{
    *b = (Bench){.tables = tables, .n_tables = 1};
    for (size_t i = 0; i < sizeof schema / sizeof *schema; i++)
        bench_schema(b, schema[i]);
    bench_query(b, "q", sql);
    bench_judge(b);
    cr_assert(b->ok, "%.*s", STR_ARG(b->said));
    b->checked.n_queries -= b->checked.n_operations; // the query alone
    b->checked.n_operations = 0;
    return (CheckedQuery *)(uintptr_t)bench_find(b, "q");
}

static ResultColumn *column(CheckedQuery *q, size_t i)
{
    return (ResultColumn *)(uintptr_t)&q->columns[i];
}

// What is said goes to b->said. The summary, or the empty Str if a claim is refuted.
static Str attack(Bench *b, const Refuting *how)
{
    Str summary = {0};
    b->diag = diag_new(&b->mem, (Loader){.read = bench_load, .context = b});
    diag_file(b->diag, S("schema.ts"));
    Refuted refuted = refute(&b->mem, &b->checked, NULL, b->diag, how, &summary);
    b->said = bench_printed(b);
    cr_assert_eq(refuted == REFUTED_CLAIM, diag_failed(b->diag));
    cr_assert_gt(summary.len, 0);
    return refuted == REFUTED_NOTHING ? summary : (Str){0};
}

static void expect_refuted(Bench *b, const char *const *parts)
{
    Str summary = attack(b, &usual);
    cr_expect(!summary.len, "withstood: %.*s", STR_ARG(summary));
    cr_expect(bench_says(b, "[W331]"));
    for (; *parts; parts++)
        cr_expect(bench_says(b, *parts), "lacks: %s\n%.*s", *parts, STR_ARG(b->said));
    arena_free(&b->mem);
}
#define EXPECT_REFUTED(b, ...)                                                         \
    expect_refuted((b), (const char *const[]){__VA_ARGS__, NULL})

static void expect_withstands(Bench *b)
{
    Str summary = attack(b, &usual);
    cr_expect(summary.len, "%.*s", STR_ARG(b->said));
    arena_free(&b->mem);
}

// --- lies ------------------------------------------------------------------------

Test(refute, a_null_that_should_not_be_is_shown_with_the_least_that_gives_it)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT m FROM a WHERE n > ${'n'} AND t <> ${'t'}");
    column(q, 0)->nullable = false;
    EXPECT_REFUTED(
        &b, "error: weave: bug: the column m is said to be never NULL, and it can be",
        "INSERT INTO a (id, n, m, t, u, r) VALUES (NULL, 1, NULL, 'a', NULL, NULL);\n"
        ".parameter set :n \"0\"\n"
        ".parameter set :t \"'b'\"\n"
        "SELECT m FROM a WHERE n > :n AND t <> :t;\n",
        "note: what comes back: (NULL)\n");
}

Test(refute, what_is_not_needed_is_taken_away)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT a.m FROM a LEFT JOIN p ON p.a_id = a.id");
    column(q, 0)->nullable = false;
    attack(&b, &usual);
    size_t rows = 0;
    for (size_t i = 0; i + 11 < b.said.len; i++)
        rows += str_starts(str_cut(b.said, i, b.said.len), "INSERT INTO");
    cr_expect_eq(rows, 1, "%.*s", STR_ARG(b.said));
    cr_expect(bench_says(&b, "NULL, 'a', NULL, NULL);"), "%.*s", STR_ARG(b.said));
    arena_free(&b.mem);
}

Test(refute, a_value_of_another_class_is_shown)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT t FROM a");
    column(q, 0)->type = (Type){.storage = CLASS_INTEGER};
    EXPECT_REFUTED(&b, "the column t is said to be integer, and it can be a text");
    q = judged(&b, "SELECT n AS whole FROM a");
    column(q, 0)->type = (Type){.storage = CLASS_REAL};
    column(q, 0)->classes = CLASSES_OF(CLASS_REAL);
    EXPECT_REFUTED(&b, "the column whole is said to be real, and it can be an integer");
}

Test(refute, a_value_that_its_mode_does_not_allow_is_shown)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT n FROM a");
    column(q, 0)->type.mode = MODE_BOOLEAN;
    EXPECT_REFUTED(&b, "the column n is said to be boolean, and it can be an integer");
    q = judged(&b, "SELECT upper(kind) AS k, kind FROM modes");
    column(q, 0)->type = q->columns[1].type;
    EXPECT_REFUTED(&b, "the column k is said to be the enum of modes.kind",
                   "INSERT INTO modes (id, kind, flag, big)");
}

Test(refute, rows_beyond_the_claim_are_shown_two_of_them)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT n FROM a WHERE t = ${'t'}");
    q->inferred = CARDINALITY_OPTIONAL;
    q->why_cardinality = S("so I say");
    EXPECT_REFUTED(
        &b, "it is said to give one row at most (so I say), and it can give several",
        "what comes back: (1), (1)");
}

Test(refute, no_row_where_one_is_claimed_is_shown)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT n FROM a LIMIT 1");
    q->inferred = CARDINALITY_ONE;
    EXPECT_REFUTED(&b,
                   "it is said to give exactly one row (LIMIT 1), and it can give none",
                   "and then\nSELECT n FROM a LIMIT 1;\nnote: what comes back: no row");
}

Test(refute, rows_that_are_others_when_they_are_handed_over_whole_are_shown)
{
    static const char *const queries[] = {
        "SELECT n, t FROM a ORDER BY n", // sorted behind the function
        "SELECT n FROM a LIMIT 1",       // of the one row of the aggregate
    };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        Bench b;
        CheckedQuery *q = judged(&b, queries[i]);
        cr_assert_neq(q->fetch, FETCH_ROWS);
        q->fetch = FETCH_ROWS;
        EXPECT_REFUTED(&b,
                       "weave: bug: its rows are said to be the same when SQLite hands "
                       "them over whole");
    }
}

Test(refute, rows_that_are_others_each_time_claim_nothing)
{
    Bench b;
    judged(&b, "SELECT id, random() AS r FROM a WHERE n > ${'n'}");
    expect_withstands(&b);
}

Test(refute, statements_that_write_are_held_to_their_claims_and_leave_nothing)
{
    Bench b;
    CheckedQuery *q =
        judged(&b, "UPDATE a SET m = ${'m'} WHERE t = ${'t'} RETURNING m");
    column(q, 0)->nullable = false;
    EXPECT_REFUTED(&b, ".parameter set :m \"NULL\"", "what comes back: (NULL)");
    q = judged(&b, "DELETE FROM a WHERE n = ${'n'} RETURNING id");
    q->inferred = CARDINALITY_OPTIONAL;
    EXPECT_REFUTED(&b, "it can give several");
    judged(&b,
           "INSERT OR ROLLBACK INTO a (id, n, t) VALUES (${'id'}, 1, '') RETURNING id");
    expect_withstands(&b);
}

Test(refute, a_list_is_written_out_for_the_shell)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT m FROM a WHERE t IN ${'ts[]'}");
    column(q, 0)->nullable = false;
    EXPECT_REFUTED(&b, "WHERE t IN (SELECT value FROM (SELECT column1 AS value FROM "
                       "(VALUES ('");
    q = judged(&b, "SELECT m FROM a WHERE t NOT IN ${'ts[]'}");
    column(q, 0)->nullable = false;
    EXPECT_REFUTED(&b, "WHERE t NOT IN (SELECT value FROM (SELECT NULL AS value WHERE "
                       "false));");
}

// --- what may be believed --------------------------------------------------------

Test(refute, what_the_user_states_is_not_held_against_anybody)
{
    Bench b;
    judged(&b, "-- @col most int not null\nSELECT max(n) AS most FROM a");
    expect_withstands(&b);
    judged(&b, "-- @col t text\nSELECT coalesce(m, u, r) AS t FROM a");
    expect_withstands(&b);
    CheckedQuery *q = judged(&b, "SELECT n FROM a");
    q->cardinality = CARDINALITY_ONE; // defineQuery.one
    expect_withstands(&b);
}

Test(refute, an_error_claims_nothing)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT json(t) FROM a LIMIT 1");
    q->inferred = CARDINALITY_OPTIONAL;
    expect_withstands(&b);
    q = judged(&b, "SELECT count(*) FROM a WHERE abs(n - 9223372036854775807) > 0 "
                   "AND json_extract(t, '$') IS NULL");
    expect_withstands(&b);
}

Test(refute, numbers_that_leave_their_bounds_are_left_open)
{
    Bench b;
    judged(
        &b,
        "SELECT n + 1 AS more, n * n AS square, (n + n) / 2 AS same, -n AS less FROM a");
    expect_withstands(&b);
    judged(&b, "SELECT r * r - r * r AS none FROM a WHERE r IS NOT NULL");
    expect_withstands(&b);
}

Test(refute, a_query_that_would_never_end_is_ended)
{
    Bench b;
    judged(&b, "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) "
               "SELECT count(*) FROM c");
    expect_withstands(&b);
    judged(&b, "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) "
               "SELECT i FROM c");
    expect_withstands(&b);
    judged(&b, "SELECT zeroblob(${'n: int'}) AS z, randomblob(${'n: int'}) AS r");
    expect_withstands(&b);
}

// --- the databases are allowed ---------------------------------------------------

// More is claimed than could be inferred, but only what the schema sees to.
Test(refute, keys_and_checks_hold_in_every_database)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT a.n FROM p LEFT JOIN a ON a.id = p.a_id");
    column(q, 0)->nullable = false;
    expect_withstands(&b);
    q = judged(&b, "SELECT nullif(n BETWEEN 500 AND 510, 0) AS yes FROM p");
    column(q, 0)->nullable = false;
    expect_withstands(&b);
    q = judged(&b, "SELECT n FROM a WHERE u = ${'u'}");
    q->inferred = CARDINALITY_OPTIONAL;
    expect_withstands(&b);
    q = judged(&b, "SELECT nullif(n < 1, 1) AS yes FROM guarded");
    column(q, 0)->nullable = false;
    expect_withstands(&b);
}

Test(refute, values_are_of_the_declared_type_also_in_generated_columns)
{
    Bench b;
    judged(&b, "SELECT * FROM modes");
    expect_withstands(&b);
    judged(&b, "SELECT * FROM g");
    expect_withstands(&b);
    CheckedQuery *q = judged(&b, "SELECT size FROM g");
    column(q, 0)->nullable = false;
    EXPECT_REFUTED(&b, "INSERT INTO g (id, doc) VALUES (");
}

Test(refute, checks_that_chance_would_not_satisfy_are_satisfied)
{
    static const char *const lies[] = {
        "SELECT nullif(n, 505) AS no FROM p", "SELECT nullif(1, 1) AS no FROM mail",
        "SELECT nullif(size, 1) AS no FROM g WHERE name = 'a'",
        "SELECT nullif(1, 1) AS no FROM words WHERE words MATCH 'a'"};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        Bench b;
        CheckedQuery *q = judged(&b, lies[i]);
        column(q, 0)->nullable = false;
        EXPECT_REFUTED(&b, "the column no is said to be never NULL");
    }
}

Test(refute, a_table_that_stays_empty_is_named)
{
    Bench b;
    judged(&b, "SELECT never.n, p.n FROM never LEFT JOIN p");
    Str summary = attack(&b, &usual);
    cr_expect(str_ends(summary,
                       "\nnever stayed empty: no row was found that its checks "
                       "allow\n"),
              "%.*s", STR_ARG(summary));
    arena_free(&b.mem);
}

// --- again -----------------------------------------------------------------------

Test(refute, the_same_is_found_each_time)
{
    Bench b[2];
    for (int i = 0; i < 2; i++) {
        CheckedQuery *q =
            judged(&b[i], "SELECT a.u FROM a JOIN p ON p.a_id = a.id "
                          "WHERE p.n > ${'n'} AND a.t <> ${'t'} AND random() % 2 = 0");
        column(q, 0)->nullable = false;
        attack(&b[i], &usual);
    }
    cr_expect(bench_says(&b[0], "[W331]"));
    cr_expect(str_eq(b[0].said, b[1].said), "%.*s%.*s", STR_ARG(b[0].said),
              STR_ARG(b[1].said));
    arena_free(&b[0].mem);
    arena_free(&b[1].mem);
}

static bool runs_again(Bench *b, const Refuting *how)
{
    Str summary = attack(b, how);
    cr_assert(summary.len, "%.*s", STR_ARG(b->said));
    return str_starts(summary, "1 of 1 query");
}

Test(refute, what_has_withstood_is_not_run_again_until_something_changes)
{
    char path[] = "/tmp/weave-withstood-XXXXXX";
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    cr_assert_eq(close(fd), 0);
    Refuting how = {.milliseconds = 1, .seconds = 20, .withstood = path};
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT t, m FROM a");
    cr_expect(runs_again(&b, &how));
    cr_expect(!runs_again(&b, &how));
    how.salt = S("other functions");
    cr_expect(runs_again(&b, &how));
    cr_expect(!runs_again(&b, &how));
    column(q, 0)->nullable = true; // another claim
    cr_expect(runs_again(&b, &how));
    how.milliseconds = 2;
    cr_expect(runs_again(&b, &how));
    cr_expect(!runs_again(&b, &how));
    cr_assert(file_write_if_changed(path, S("no such thing\n"), NULL));
    cr_expect(runs_again(&b, &how));
    column(q, 1)->nullable = false;
    how.milliseconds = usual.milliseconds;
    cr_expect(!attack(&b, &how).len);
    cr_expect(!attack(&b, &how).len, "a lie is not remembered as the truth");
    unlink(path);
    arena_free(&b.mem);
}

Test(refute, queries_in_turns_take_the_time_they_are_given)
{
    Bench b;
    CheckedQuery *q = judged(&b, "SELECT t, m FROM a");
    Refuting how = {.milliseconds = 10, .seconds = 1, .in_turns = true};
    cr_expect(attack(&b, &how).len);
    column(q, 1)->nullable = false;
    how.seconds = 60; // it ends with the last query that is not refuted
    cr_expect(!attack(&b, &how).len);
    arena_free(&b.mem);
}

Test(refute, of_the_operations_of_a_table_a_weave_runs_one_that_reads)
{
    Bench b;
    judged(&b, "SELECT 1");
    bench_judge(&b);
    Refuting how = {.milliseconds = 1, .seconds = 20};
    Str summary = attack(&b, &how);
    size_t n = 1;
    for (size_t i = 0; i < b.checked.n_models; i++)
        n += b.checked.models[i].n_operations > 0;
    cr_expect_gt(n, 1);
    cr_expect(str_starts(summary, str_format(&b.mem, "%zu of %zu", n, n).ptr), "%.*s",
              STR_ARG(summary));
    arena_free(&b.mem);
}

// --- the shell -------------------------------------------------------------------

// What stands between the first line of the note and the next note.
static Str script_of(const Bench *b)
{
    size_t from = str_find_str(b->said, S("and then\n"));
    size_t to = str_find_str(b->said, S("note: what comes back"));
    cr_assert(from != STR_NONE && to != STR_NONE && from < to);
    return str_cut(b->said, from + 9, to);
}

Test(refute, the_shell_of_sqlite_shows_what_was_said)
{
    if (system("command -v sqlite3 >/dev/null") != 0)
        cr_skip_test("there is no sqlite3");
    Bench b;
    CheckedQuery *q = judged(
        &b, "SELECT t, m FROM a WHERE t = ${'t'} || 'it''s \"\\' AND n IN ${'ns[]'}");
    column(q, 1)->nullable = false;
    cr_assert(!attack(&b, &usual).len);
    FILE *shell = popen("sqlite3 -batch -nullvalue NULL :memory: >refuted.out", "w");
    cr_assert(shell);
    fprintf(shell, "%.*s%.*s\n", STR_ARG(b.checked.ddl), STR_ARG(script_of(&b)));
    cr_assert_eq(pclose(shell), 0);
    Str out;
    cr_assert(file_read(&b.mem, "refuted.out", &out));
    unlink("refuted.out");
    cr_expect(str_ends(str_trim(out), "it's \"\\|NULL"), "%.*s\n%.*s", STR_ARG(out),
              STR_ARG(b.said));
    arena_free(&b.mem);
}
