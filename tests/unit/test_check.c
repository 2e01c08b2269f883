// test_check.c - schemas and queries put before SQLite, and what is said of them.

#include "judge_fixture.h"
#include "stage3_emit/judge/judge.h"

#include <criterion/criterion.h>

#define MEDIA_COLUMNS                                                                  \
    "id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, content_hash TEXT, "               \
    "mime_type TEXT NOT NULL, uri TEXT NOT NULL, created_at INTEGER NOT NULL"
#define MEDIA "CREATE TABLE media (" MEDIA_COLUMNS ")"
#define SOURCE                                                                         \
    "CREATE TABLE media_source (id INTEGER PRIMARY KEY NOT NULL, url TEXT NOT NULL)"
#define GET_WITH_SOURCE                                                                \
    "\n    SELECT m.*, s.url AS source_url FROM media m"                               \
    "\n    JOIN media_source s ON m.source_id = s.id WHERE m.id = ${'id'}"
#define LIST_BY_MIME_TYPE                                                              \
    "\n    SELECT * FROM media WHERE mime_type = ${'mimeType'} ORDER BY created_at DESC"

static void says(const Bench *b, const char *what)
{
    cr_expect(bench_says(b, what), "not said: %s\nbut:\n%.*s", what, STR_ARG(b->said));
}

// One query on the media table must be refused with just these words.
static void refused(const char *text, const char *what)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "q", text);
    bench_judge(&b);
    cr_expect(!b.ok, "accepted: %s", text);
    says(&b, what);
    arena_free(&b.mem);
}

static void accepted(const char *text)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "q", text);
    bench_judge(&b);
    cr_expect(b.ok && b.said.len == 0, "%s\n%.*s", text, STR_ARG(b.said));
    arena_free(&b.mem);
}

// --- the acceptance list -----------------------------------------------------

Test(SL_03, get_by_id_gives_one_row_at_most_of_typed_columns)
{
    Bench b = {.full_scan = LINT_NOTE};
    bench_schema(&b, MEDIA);
    bench_query(&b, "getById", "SELECT * FROM media WHERE id = ${'id'}");
    bench_judge(&b);
    cr_assert(b.ok && b.said.len == 0, "%.*s", STR_ARG(b.said));
    const CheckedQuery *q = bench_find(&b, "getById");
    cr_assert_eq(q->n_params, 1);
    cr_expect(str_is(q->params[0].name, "id"));
    cr_expect_eq(q->params[0].type.storage, CLASS_INTEGER);
    cr_expect(!q->params[0].nullable);
    cr_assert_eq(q->n_columns, 5);
    cr_expect(str_is(q->columns[1].name, "content_hash") && q->columns[1].nullable);
    cr_expect(str_is(q->columns[2].name, "mime_type") && !q->columns[2].nullable);
    cr_expect_eq(q->cardinality, CARDINALITY_OPTIONAL);
    cr_expect(q->read_only);
    cr_assert_eq(q->n_plan, 1);
    cr_expect(str_is(q->plan[0], "SEARCH media USING INTEGER PRIMARY KEY (rowid=?)"));
    cr_expect(str_find(q->sql, '*') == STR_NONE, "%.*s", STR_ARG(q->sql));
    arena_free(&b.mem);
}

Test(SL_04, list_by_mime_type_is_noted_without_an_index)
{
    Bench b = {.full_scan = LINT_NOTE};
    bench_schema(&b, MEDIA);
    bench_query(&b, "listByMimeType", LIST_BY_MIME_TYPE);
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    says(&b, "schema.ts:3:19: note: full scan of media and a temporary b-tree for "
             "ORDER BY; an index on (mime_type, created_at) removes both [W400]");
    const CheckedQuery *q = bench_find(&b, "listByMimeType");
    cr_assert_eq(q->n_params, 1);
    cr_expect_eq(q->params[0].type.storage, CLASS_TEXT);
    cr_expect_eq(q->cardinality, CARDINALITY_MANY);
    cr_assert_eq(q->n_plan, 2);
    cr_expect(str_is(q->plan[0], "SCAN media"));
    arena_free(&b.mem);
}

Test(SL_04, list_by_mime_type_is_not_noted_with_the_index)
{
    Bench b = {.full_scan = LINT_NOTE};
    bench_schema(&b, MEDIA);
    bench_schema(&b, "CREATE INDEX by_mime_type ON media (mime_type, created_at)");
    bench_query(&b, "listByMimeType", LIST_BY_MIME_TYPE);
    bench_judge(&b);
    cr_expect(b.ok && b.said.len == 0, "%.*s", STR_ARG(b.said));
    arena_free(&b.mem);
}

Test(SL_05, get_with_source_is_refused_without_the_table)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "getWithSource", GET_WITH_SOURCE);
    bench_judge(&b);
    cr_expect(!b.ok);
    says(&b, "schema.ts:4:10: error: no such table: media_source [W301]");
    says(&b, " ^~~~~~~~~~~~\nnote: the schema has the tables: media\n");
    arena_free(&b.mem);
}

Test(SL_06, get_with_source_is_refused_without_the_column)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_schema(&b, SOURCE);
    bench_query(&b, "getWithSource", GET_WITH_SOURCE);
    bench_judge(&b);
    cr_expect(!b.ok);
    says(&b, "schema.ts:5:28: error: no such column: m.source_id [W302]");
    says(&b,
         " ^~~~~~~~~~~\nnote: media has the columns: id, content_hash, mime_type, ");
    arena_free(&b.mem);
}

Test(SL_07, get_with_source_is_accepted_with_table_and_column)
{
    Bench b = {.full_scan = LINT_NOTE};
    bench_schema(&b, "CREATE TABLE media (" MEDIA_COLUMNS
                     ", source_id INTEGER REFERENCES media_source(id))");
    bench_schema(&b, SOURCE);
    bench_query(&b, "getWithSource", GET_WITH_SOURCE);
    bench_judge(&b);
    cr_assert(b.ok && b.said.len == 0, "%.*s", STR_ARG(b.said));
    const CheckedQuery *q = bench_find(&b, "getWithSource");
    cr_assert_eq(q->n_columns, 7);
    cr_expect(str_is(q->columns[5].name, "source_id"));
    cr_expect(!q->columns[5].nullable); // it equals the other's id
    cr_expect(str_is(q->columns[6].name, "source_url"));
    cr_expect_eq(q->columns[6].type.storage, CLASS_TEXT);
    cr_expect_eq(q->cardinality, CARDINALITY_OPTIONAL);
    arena_free(&b.mem);
}

// --- refusals ----------------------------------------------------------------

Test(check, a_missing_table_is_found_where_it_stands_and_not_in_strings)
{
    refused("SELECT 'medai', id -- medai\n FROM \"medai\" WHERE id = ${'id'}",
            "schema.ts:3:7: error: no such table: medai [W301]");
    refused("SELECT medai.id FROM medai", ":2:39: error: no such table: medai [W301]");
    refused("INSERT INTO main.medai (uri) VALUES (1)",
            "^~~~~\nnote: did you mean \"media\"?");
}

Test(check, a_missing_column_is_shown_as_a_whole_with_a_suggestion)
{
    refused("SELECT mimeType FROM media",
            "schema.ts:2:25: error: no such column: mimeType [W302]");
    refused("SELECT mimeType FROM media", "note: did you mean \"mime_type\"?");
    refused("SELECT \"uris\" FROM media", "error: no such column: uris [W302]");
    refused("UPDATE media SET mimetype = ${'mimetype'}",
            ":2:35: error: no such column: mimetype [W302]");
    refused("INSERT INTO media (id, mimetype) VALUES (1, 2)",
            ":2:41: error: table media has no column named mimetype [W302]");
}

Test(check, a_place_behind_an_interpolation_is_still_exact)
{
    refused("SELECT id FROM media\n  WHERE id = ${'id'} AND m.mime_typ = ${'x'}",
            "schema.ts:3:26: error: no such column: m.mime_typ [W302]");
    refused("SELECT id FROM media WHERE id = ${'idOfMedia'} ORDR BY id",
            ":2:65: error: near \"ORDR\": syntax error [W303]");
}

Test(check, other_refusals_are_sqlites_words_at_the_word)
{
    refused("SELECT id FROM media a, media b",
            ":2:25: error: ambiguous column name: id [W303]");
    refused("SELECT (1", ":2:26: error: incomplete input [W303]");
    refused("SELECT lowr(uri) FROM media", "did you mean \"lower\"?");
    refused("INSERT INTO media VALUES (1)",
            ":2:30: error: table media has 5 columns but "
            "1 values were supplied [W303]");
}

Test(check, all_errors_are_said_in_one_run)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "a", "SELECT nix FROM media");
    bench_query(&b, "b", "SELECT id FROM media");
    bench_query(&b, "c", "SELECT id FROM nowhere");
    bench_judge(&b);
    cr_expect(!b.ok);
    says(&b, "schema.ts:2:25: error: no such column: nix");
    says(&b, "schema.ts:4:33: error: no such table: nowhere");
    cr_expect_eq(diag_count(b.diag), 2);
    arena_free(&b.mem);
}

Test(check, a_query_is_one_statement)
{
    refused("", "the query holds no statement [W304]");
    refused(" -- nothing\n", "the query holds no statement [W304]");
    refused("SELECT 1; SELECT 2", ":2:28: error: the query holds a second statement");
    accepted("SELECT 1 AS one; -- the end");
}

Test(check, what_may_not_run_in_a_woven_program_is_refused)
{
    refused("BEGIN", ":2:18: error: transactions are not for queries");
    refused("SAVEPOINT x", "[W305]");
    refused("ATTACH ${'file: text'} AS x", "[W305]");
    refused("DETACH x", "[W305]");
    refused("CREATE TABLE x (a)", "a query may not change the schema");
    refused("DROP TABLE media", "[W305]");
    refused("ALTER TABLE media ADD COLUMN x", "[W305]");
    refused("CREATE TEMP VIEW x AS SELECT 1", "[W305]");
    refused("SELECT load_extension('x')", ":2:25: error: a query may not load code");
    refused("PRAGMA foreign_keys = OFF", ":2:25: error: a query may not use a PRAGMA");
    refused("PRAGMA writable_schema(1)", "[W305]");
    refused("PRAGMA optimize", "[W305]");
    refused("VACUUM INTO 'x'", "[W305]");
    refused("EXPLAIN SELECT 1", "[W305]");
    refused("DELETE FROM sqlite_schema", "may not be modified [W303]");
}

Test(check, parameters_that_cannot_be_told_apart_are_refused)
{
    refused(
        "SELECT id FROM media WHERE id = :a OR id = @a",
        ":2:61: error: :a and @a are two parameters to SQLite, with one name [W121]");
    refused("SELECT id FROM media WHERE id = ?2", "there is no parameter ?1");
    refused("SELECT id FROM media WHERE uri = '${'uri'}'",
            ":2:55: error: SQLite does not see the parameter 'uri'");
    accepted("SELECT id FROM media WHERE id = ? OR id = ?1 OR id = ?2");
}

Test(check, a_schema_that_sqlite_refuses_is_shown_in_its_statement)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_schema(&b, "CREATE TABLE person (id INTEGER, name TXET NOT NUL)");
    bench_judge(&b);
    cr_expect(!b.ok);
    says(&b, "schema.ts:2:48: error: near \"NUL\": syntax error [W300]");
    arena_free(&b.mem);
}

Test(check, a_view_of_what_is_not_there_is_refused_with_the_schema)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_schema(&b, "CREATE VIEW photo AS SELECT * FROM medai");
    bench_judge(&b);
    cr_expect(!b.ok);
    says(&b, "schema.ts:2:1: error: no such table: main.medai [W300]");
    arena_free(&b.mem);
}

Test(check, what_sqlite_reads_in_passing_is_no_disagreement)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_schema(&b, "CREATE VIEW pairs AS SELECT 1 FROM media, (media a, media b)");
    bench_schema(&b, "CREATE VIEW names AS SELECT uri, mime_type FROM media UNION "
                     "SELECT mime_type AS id, uri FROM media ORDER BY id");
    bench_query(&b, "p", "SELECT * FROM pairs");
    bench_query(&b, "n", "SELECT uri FROM names ORDER BY uri");
    bench_query(&b, "o",
                "SELECT uri FROM media UNION SELECT mime_type AS created_at FROM media "
                "ORDER BY created_at");
    bench_judge(&b);
    cr_expect(b.ok, "%.*s", STR_ARG(b.said));
    arena_free(&b.mem);
}

// One query with what SQLite says of it changed: what the gate says then.
static Str gate_says(Bench *b, void (*change)(Facts *f))
{
    static const Str params[] = {STR("id"), STR("uri")};
    Judge j = {.arena = &b->mem, .diag = diag_new(&b->mem, (Loader){0})};
    const CheckedQuery *q = &b->checked.queries[0];
    FactColumn *column = arena_new(&b->mem, FactColumn);
    *column = (FactColumn){.name = STR("uri"), .origin = q->columns[0].origin};
    Facts f = {.columns = column,
               .n_columns = 1,
               .params = params,
               .n_params = 2,
               .read_only = true,
               .reads = q->reads,
               .n_reads = q->n_reads};
    if (change)
        change(&f);
    judge_gate(&j, q, &f);
    b->diag = j.diag;
    cr_expect_eq(j.disagreed, change != NULL);
    return bench_printed(b);
}

static void other_name(Facts *f)
{
    static const Str params[] = {STR("uri"), STR("id")};
    f->params = params;
}

static void one_param_more(Facts *f)
{
    static const Str params[] = {STR("id"), STR("uri"), STR("x")};
    f->params = params;
    f->n_params = 3;
}

static void other_column(Facts *f)
{
    static FactColumn column;
    column = (FactColumn){.name = STR("id"), .origin = f->columns[0].origin};
    f->columns = &column;
}

static void other_origin(Facts *f)
{
    static FactColumn column;
    column = f->columns[0];
    column.origin--;
    f->columns = &column;
}

static void one_column_more(Facts *f)
{
    static FactColumn columns[2];
    columns[0] = columns[1] = f->columns[0];
    f->columns = columns;
    f->n_columns = 2;
}

static void one_read_less(Facts *f)
{
    f->n_reads = 0;
}

static void it_writes(Facts *f)
{
    f->read_only = false;
}

Test(gate, whatever_sqlite_says_otherwise_is_a_disagreement)
{
    static const struct {
        void (*change)(Facts *f);
        const char *about;
    } cases[] = {
        {other_name, "about the parameters of"},
        {one_param_more, "about the parameters of"},
        {other_column, "about the column 'id' of"},
        {other_origin, "about the column 'uri' of"},
        {one_column_more, "about the columns of"},
        {one_read_less, "about whether this query reads media."},
        {it_writes, "about whether this query writes"},
    };
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "q",
                "SELECT uri FROM media WHERE id = ${'id'} AND uri <> ${'uri'}");
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_expect_eq(gate_says(&b, NULL).len, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str said = gate_says(&b, cases[i].change);
        cr_expect(str_find_str(said, str_z(cases[i].about)) != STR_NONE &&
                      str_find_str(said, S("[W330]")) != STR_NONE,
                  "%s: %.*s", cases[i].about, STR_ARG(said));
    }
    arena_free(&b.mem);
}

// --- the text ----------------------------------------------------------------

static void laid_out(const char *text, const char *expected)
{
    Bench b = {0};
    bench_query(&b, "q", text);
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_expect_str_eq(b.checked.queries[0].sql.ptr, expected);
    arena_free(&b.mem);
}

Test(check, sql_is_laid_out_for_reading)
{
    laid_out("\n    SELECT 1 AS a,\n           2 AS b;\n  ",
             "SELECT 1 AS a,\n       2 AS b");
    laid_out("SELECT 1 AS a\n    WHERE 1\n      AND 2",
             "SELECT 1 AS a\nWHERE 1\n  AND 2");
    laid_out("\n\tSELECT 1 AS a  \n\n\tWHERE 1", "SELECT 1 AS a\n\nWHERE 1");
    laid_out("\n  SELECT max(1,\n    2)", "SELECT max(1,\n  2)");
    laid_out("SELECT 1 AS a /* ", "SELECT 1 AS a");
    laid_out("\n  SELECT 'a\n  b' AS a", "\n  SELECT 'a\n  b' AS a");
}

static Str text_of(Bench *b, const char *text)
{
    bench_schema(b, MEDIA);
    bench_query(b, "q", text);
    bench_judge(b);
    cr_assert(b->ok, "%.*s", STR_ARG(b->said));
    return b->checked.queries[0].sql;
}

Test(check, a_star_is_written_out_unless_that_changes_the_meaning)
{
    Bench b = {0}, c = {0};
    Str sql = text_of(&b, "SELECT * FROM media");
    cr_expect(str_starts(sql, "SELECT id, content_hash, mime_type, uri, created_at"));
    sql = text_of(&c, "SELECT m.* FROM media m, media n ORDER BY uri");
    cr_expect_eq(c.checked.queries[0].n_columns, 5);
    arena_free(&b.mem);
    arena_free(&c.mem);
}

Test(check, names_that_sqlite_makes_up_each_time_are_refused)
{
    refused("SELECT x.* FROM (SELECT id, id, id, id, id, id FROM media) x",
            "give them names with AS [W303]");
}

Test(check, the_ddl_is_whole_and_its_statements_end)
{
    Bench b = {0};
    bench_schema(&b, "CREATE TABLE a (id INTEGER) -- the end");
    bench_schema(&b, "CREATE TABLE b (id INTEGER)");
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_expect_str_eq(b.checked.ddl.ptr,
                     "CREATE TABLE a (id INTEGER);\nCREATE TABLE b (id INTEGER);\n");
    cr_expect(str_starts(b.checked.shape, "a table\n"), "%s", b.checked.shape.ptr);
    arena_free(&b.mem);
}

// --- the lint ----------------------------------------------------------------

static void noted(const char *text, const char *what)
{
    Bench b = {.full_scan = LINT_WARN};
    bench_schema(&b, "CREATE TABLE media (" MEDIA_COLUMNS
                     ", source_id INTEGER REFERENCES media_source(id))");
    bench_schema(&b, SOURCE);
    bench_query(&b, "q", text);
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    if (what)
        says(&b, what);
    else
        cr_expect(b.said.len == 0, "%s\n%.*s", text, STR_ARG(b.said));
    arena_free(&b.mem);
}

Test(lint, an_index_is_suggested_only_where_it_helps)
{
    noted("SELECT id FROM media WHERE source_id = ${'s'}",
          "warning: full scan of media; an index on (source_id) removes it [W400]");
    noted("SELECT id FROM media m WHERE m.created_at > ${'t'}",
          "full scan of media; an index on (created_at) removes it");
    noted("SELECT uri FROM media WHERE source_id = ${'s'} AND mime_type = ${'m'} "
          "ORDER BY created_at DESC, uri",
          "an index on (mime_type, source_id, created_at, uri DESC) removes both");
    noted("SELECT uri FROM media ORDER BY created_at DESC LIMIT 10",
          "an index on (created_at) removes the b-tree");
    noted("DELETE FROM media_source WHERE id = ${'id'}",
          "an index on (source_id) removes it [W400]");
    noted("DELETE FROM media_source WHERE id = ${'id'}",
          "note: the query does not name media: a foreign key");
}

Test(lint, what_no_index_improves_is_not_noted)
{
    noted("SELECT * FROM media", NULL);
    noted("SELECT count(*) AS n FROM media", NULL);
    noted("SELECT * FROM media ORDER BY created_at", NULL);
    noted("SELECT uri FROM media WHERE uri LIKE ${'pattern'}", NULL);
    noted("SELECT m.uri FROM media m JOIN media_source s ON m.source_id = s.id", NULL);
    noted("SELECT * FROM media WHERE id = ${'id'} ORDER BY created_at", NULL);
    noted("INSERT INTO media_source (url) VALUES (${'url'})", NULL);
}
