// test_stage1_sql.c - .sql files: what is schema, what is a query, and what sqlc's macros
// become.

#include "parse_fixture.h"

static void parse_sql(Parsed *p, const char *text)
{
    parsed_file(p, "db/queries.sql", text);
    parse(p, "db/queries.sql");
}

Test(sql_file, statements_are_schema_and_named_ones_are_queries)
{
    Parsed p = {0};
    parse_sql(&p,
              "CREATE TABLE a (x); -- ; not here\n"
              "/* ; nor here */ CREATE INDEX i ON a (x);\n"
              "-- name: GetA :one\n-- All of it.\nSELECT * FROM a WHERE x = ';' AND "
              "\"y;\" = [z;] AND `w;` = ?;\n"
              "-- name: DropAll :execrows\nDELETE FROM a");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_statements, 2);
    cr_expect(str_is(p.catalog.statements[0].sql, "CREATE TABLE a (x)"));
    cr_expect(str_is(p.catalog.statements[1].sql, "CREATE INDEX i ON a (x)"));
    cr_assert_eq(p.catalog.n_queries, 2);
    const Query *q = p.catalog.queries;
    cr_expect(str_is(q->module, "queries"));
    cr_expect(str_is(q->name, "GetA"));
    cr_expect_eq(q->stated, CARDINALITY_ONE);
    cr_expect(str_is(q->doc, "All of it."));
    cr_expect(
        str_is(q->sql, "SELECT * FROM a WHERE x = ';' AND \"y;\" = [z;] AND `w;` = ?"));
    cr_expect(str_is(q[1].sql, "DELETE FROM a"));
    cr_expect_eq(q[1].stated, CARDINALITY_EXEC);
    cr_expect_eq(q[1].at.start, str_find_str(p.files[0].text, S("DELETE")));
    arena_free(&p.mem);
}

Test(sql_file, a_trigger_ends_behind_its_end)
{
    Parsed p = {0};
    parse_sql(
        &p, "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n  UPDATE a SET x = CASE WHEN 1 "
            "THEN 2 END;\n  DELETE FROM b;\nEND;\nCREATE TEMP TRIGGER u AFTER DELETE "
            "ON a BEGIN SELECT 1; END;\nCREATE TABLE b (x);");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_statements, 3);
    cr_expect(str_ends(p.catalog.statements[0].sql, "DELETE FROM b;\nEND"));
    cr_expect(str_ends(p.catalog.statements[1].sql, "SELECT 1; END"));
    cr_expect(str_is(p.catalog.statements[2].sql, "CREATE TABLE b (x)"));
    arena_free(&p.mem);
}

Test(sql_file, declared_columns_belong_to_their_query)
{
    Parsed p = {0};
    parse_sql(
        &p,
        "-- name: Count :one\n-- @col n int not null\nSELECT count(*) AS n FROM a;");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect(str_is(p.catalog.queries[0].sql,
                     "-- @col n int not null\nSELECT count(*) AS n FROM a"));
    arena_free(&p.mem);
}

Test(sql_file, a_quote_that_never_closes_is_said_where_it_opens)
{
    Parsed p = {0};
    parse_sql(&p, "CREATE TABLE a (x);\nSELECT 'oops;\n");
    cr_expect(!p.ok);
    cr_expect(
        parsed_says(&p, "db/queries.sql:2:8: error: this quote is never closed [W140]"),
        "%.*s", STR_ARG(p.said));
    arena_free(&p.mem);
}

// --- configuration ------------------------------------------------------------------

Test(config, weaves_own_keys)
{
    Parsed p = {0};
    parsed_file(
        &p, "weave.config.ts",
        "import { defineWeave } from 'weave-orm';\nconst dir = './src';\n"
        "export default defineWeave({ schema: [`${dir}/a.ts`, './b.ts'], out: 'gen', "
        "prefix: 'app', casing: 'snake_case', sqlite: { source: 's.c', flags: "
        "['-DX'] }, functions: ['f.c'], lint: { fullScan: 'error', nPlusOne: 'off' "
        "} });");
    parse_config(&p, "weave.config.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    const Config *c = &p.config;
    cr_assert_eq(c->n_schema, 2);
    cr_expect(str_is(c->schema[0], "./src/a.ts"));
    cr_expect(str_is(c->out, "gen") && str_is(c->prefix, "app"));
    cr_expect_eq(c->casing, CASING_SNAKE);
    cr_expect(str_is(c->sqlite_source, "s.c") && c->n_sqlite_flags == 1);
    cr_expect(c->n_functions == 1 && str_is(c->functions[0], "f.c"));
    cr_expect_eq(c->full_scan, LINT_ERROR);
    arena_free(&p.mem);
}

Test(config, drizzles_keys_and_what_is_not_known_beside_them)
{
    Parsed p = {0};
    parsed_file(
        &p, "drizzle.config.ts",
        "import { defineConfig } from 'drizzle-kit';\nimport 'dotenv/config';\n"
        "export default { schema: './schema.ts', out: './drizzle', dialect: "
        "'turso', casing: 'camelCase', dbCredentials: { url: process.env.URL! } } "
        "satisfies Config;");
    parse_config(&p, "drizzle.config.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect(str_is(p.config.schema[0], "./schema.ts"));
    cr_expect(str_is(p.config.migrations, "./drizzle"));
    cr_expect_eq(p.config.out.len, 0);
    cr_expect_eq(p.config.casing, CASING_CAMEL);
    cr_expect_eq(p.config.full_scan, LINT_NOTE);
    arena_free(&p.mem);
}

Test(config, another_dialect_and_unknown_keys_are_refused)
{
    Parsed p = {0}, q = {0};
    parsed_file(&p, "drizzle.config.ts", "export default { dialect: 'postgresql' };");
    parse_config(&p, "drizzle.config.ts");
    cr_expect(!p.ok &&
              parsed_says(&p, "must be sqlite or turso, not postgresql [W130]"));
    parsed_file(&q, "weave.config.ts", "export default { shema: 'a.ts' };");
    parse_config(&q, "weave.config.ts");
    cr_expect(!q.ok && parsed_says(&q, "there is no key \"shema\" [W130]"));
    cr_expect(parsed_says(&q, "did you mean \"schema\"?"));
    arena_free(&p.mem);
    arena_free(&q.mem);
}

// --- names and comments -----------------------------------------------------------

// The name and doc of the one query in text.
static void is_named(const char *text, const char *name, const char *doc)
{
    Parsed p = {0};
    parse_sql(&p, text);
    cr_assert(p.ok, "%s\n%.*s", text, STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_queries, 1, "%s", text);
    cr_expect(str_is(p.catalog.queries[0].name, name), "%s", text);
    cr_expect(str_is(p.catalog.queries[0].doc, doc), "%s\ngives: %.*s", text,
              STR_ARG(p.catalog.queries[0].doc));
    arena_free(&p.mem);
}

Test(sql_file, a_name_stands_in_any_comment_of_sqlc)
{
    is_named("-- name: GetA :one\nSELECT 1;", "GetA", "");
    is_named("--name:   GetA\t:one\r\nSELECT 1;", "GetA", "");
    is_named("/* name: GetA :one */\nSELECT 1;", "GetA", "");
    is_named("/* name: GetA :one */ SELECT 1", "GetA", "");
    is_named("# name: GetA :one\nSELECT 1;", "GetA", "");
    is_named("\xEF\xBB\xBF-- name: get_a\nSELECT 1;", "get_a", "");
}

Test(sql_file, the_comments_around_the_name_say_what_it_is)
{
    is_named("-- All of it. And more.\n-- name: GetA :one\nSELECT 1;", "GetA",
             "All of it.");
    is_named("-- All\n-- of it.\n-- name: GetA :one\nSELECT 1;", "GetA", "All of it.");
    is_named("/** All of it. */\n-- name: GetA :one\nSELECT 1;", "GetA", "All of it.");
    is_named("-- name: GetA :one\n-- All of it.\n-- @nothing of this\nSELECT 1;",
             "GetA", "All of it.");
    is_named("-- Somebody's rights.\n\n-- name: GetA :one\nSELECT 1;", "GetA", "");
    is_named("-- Above.\n-- name: GetA :one\n-- Below.\nSELECT 1;", "GetA", "Above.");
}

static void is_refused(const char *text, const char *what)
{
    Parsed p = {0};
    parse_sql(&p, text);
    cr_expect(!p.ok, "accepted: %s", text);
    cr_expect(parsed_says(&p, what), "not said: %s\nbut: %.*s", what, STR_ARG(p.said));
    arena_free(&p.mem);
}

Test(sql_file, a_name_without_its_statement_is_an_error)
{
    is_refused("-- name: GetA :one\n-- name: GetB :one\nSELECT 1;",
               "queries.sql:1:1: error: no statement follows the name \"GetA\"");
    is_refused("SELECT 1;\n\n-- name: GetA :one\n",
               "queries.sql:3:1: error: no statement follows the name \"GetA\"");
    is_refused("-- name: :one\nSELECT 1;", "\"-- name:\" without a name");
    is_refused("-- name: get-a :one\nSELECT 1;", "\"get-a\" is no name");
    is_refused("-- name: GetA :copyfrom\nSELECT 1;", "\":copyfrom\" is not :one");
    is_refused("-- name: GetA :one more\nSELECT 1;", "\"more\" behind");
}

// --- parameters -------------------------------------------------------------------

// The SQL of the one query, and its parameters as "name type? []" each.
static void becomes(const char *query, const char *sql, const char *params)
{
    Parsed p = {0};
    Buf text = {.arena = &p.mem}, said = {.arena = &p.mem};
    buf_format(&text, "-- name: Q\n%s;", query);
    parse_sql(&p, buf_str(&text).ptr);
    cr_assert(p.ok, "%s\n%.*s", query, STR_ARG(p.said));
    const Query *q = &p.catalog.queries[0];
    cr_expect(str_is(q->sql, sql), "%s\ngives:  %.*s\nwanted: %s", query,
              STR_ARG(q->sql), sql);
    for (size_t i = 0; i < q->n_params; i++)
        buf_format(&said, "%s%.*s%s%.*s%s%s", i ? ", " : "", STR_ARG(q->params[i].name),
                   q->params[i].declared.len ? " " : "", STR_ARG(q->params[i].declared),
                   q->params[i].nullable ? "?" : "", q->params[i].list ? "[]" : "");
    cr_expect(str_is(buf_str(&said), params), "%s\ngives:  %.*s\nwanted: %s", query,
              STR_ARG(buf_str(&said)), params);
    arena_free(&p.mem);
}

Test(sql_file, a_name_is_one_parameter_whatever_stands_before_it)
{
    becomes("SELECT :a, @a, $a, sqlc.arg(a)", "SELECT :a, :a, :a, :a", "a");
    becomes("SELECT ?, ?2, $a::b(c), $a::b", "SELECT ?, ?2, $a::b(c), $a::b", "");
    becomes("SELECT '@a', \"$b\", x -- @c\n", "SELECT '@a', \"$b\", x", "");
    becomes("SELECT a$b, 1", "SELECT a$b, 1", "");
}

Test(sql_file, the_macros_of_sqlc_are_parameters)
{
    becomes("SELECT sqlc.arg('a'), SQLC . Arg ( \"b\" )", "SELECT :a, :b", "a, b");
    becomes("SELECT sqlc.narg(a), sqlc.arg(a)", "SELECT :a, :a", "a?");
    becomes("SELECT x IN (sqlc.slice('a')), x NOT IN sqlc.slice(b)",
            "SELECT x IN (SELECT value FROM weave_list(:a)), "
            "x NOT IN (SELECT value FROM weave_list(:b))",
            "a[], b[]");
    becomes("SELECT sqlc.arg, sqlc.x FROM sqlc", "SELECT sqlc.arg, sqlc.x FROM sqlc",
            "");
}

Test(sql_file, a_list_stands_alone_behind_in)
{
    is_refused("-- name: Q\nSELECT x IN (1, sqlc.slice(a));",
               "queries.sql:2:17: error: a list stands alone behind IN");
    is_refused("-- name: Q\nSELECT x IN (sqlc.slice(a), 1);", "a list stands alone");
    is_refused("-- name: Q\nSELECT sqlc.slice(a);", "a list stands alone");
    is_refused("-- name: Q\nSELECT x IN (sqlc.slice(a)), @a;",
               "\"a\" is a list in one place and not in another");
    is_refused("-- name: Q\nSELECT sqlc.args(a);", "there is no sqlc.args()");
    is_refused("-- name: Q\nSELECT sqlc.arg(a, b);", "sqlc.arg() takes one name");
    is_refused("-- name: Q\nSELECT sqlc.arg(", "sqlc.arg() takes one name");
}

Test(sql_file, a_comment_declares_a_parameter)
{
    becomes("-- @param a text\nSELECT @a", "SELECT :a", "a text");
    becomes("-- @param a timestamp_ms null\n-- @param ids media.id\n"
            "SELECT @a, x IN (sqlc.slice(ids))",
            "SELECT :a, x IN (SELECT value FROM weave_list(:ids))",
            "a timestamp_ms?, ids media.id[]");
    becomes("-- @param p1 text\n-- @param p3 int\nSELECT ?, @a, ?", "SELECT ?, :a, ?",
            "a, p1 text, p3 int");
    is_refused("-- name: Q\n-- @param p3 text\nSELECT ?, ?;", "no parameter \"p3\"");
    is_refused("-- name: Q\n-- @param b text\nSELECT @a;",
               "queries.sql:2:1: error: the query has no parameter \"b\"");
    is_refused("-- name: Q\n-- @param a string\nSELECT @a;",
               "there is no type \"string\"");
    is_refused("-- name: Q\n-- @param a\nSELECT @a;", "-- @param NAME TYPE [null]");
    is_refused("-- name: Q\n-- @param a text not null\nSELECT @a;",
               "-- @param NAME TYPE [null]");
}

Test(sql_file, every_byte_of_a_query_has_its_place_in_the_file)
{
    Parsed p = {0};
    parse_sql(&p,
              "-- name: Q\nSELECT sqlc.embed(m), @a FROM m WHERE b = sqlc.arg(bee);");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    const Query *q = &p.catalog.queries[0];
    cr_assert(str_is(q->sql, "SELECT m.*, :a FROM m WHERE b = :bee"));
    Span b = pieces_span(q->pieces, q->n_pieces, str_find_str(q->sql, S("b =")), 1);
    Span bee = pieces_span(q->pieces, q->n_pieces, str_find_str(q->sql, S(":bee")), 4);
    cr_expect_eq(b.start, str_find_str(p.files[0].text, S("b =")));
    cr_expect_eq(bee.start, str_find_str(p.files[0].text, S("sqlc.arg")));
    cr_expect_eq(bee.len, strlen("sqlc.arg(bee)"));
    cr_assert_eq(q->n_embeds, 1);
    cr_expect(str_is(q->embeds[0].name, "m"));
    cr_expect(str_starts(str_cut(q->sql, q->embeds[0].start, q->sql.len), "m.*"));
    arena_free(&p.mem);
}

// --- migrations -------------------------------------------------------------------

// The statements of a file, each ended by ";".
static void holds(const char *text, const char *statements)
{
    Parsed p = {0};
    Buf out = {.arena = &p.mem};
    parse_sql(&p, text);
    cr_assert(p.ok, "%s\n%.*s", text, STR_ARG(p.said));
    for (size_t i = 0; i < p.catalog.n_statements; i++)
        buf_format(&out, "%.*s;", STR_ARG(p.catalog.statements[i].sql));
    cr_expect(str_is(buf_str(&out), statements), "%s\ngives: %.*s", text,
              STR_ARG(buf_str(&out)));
    arena_free(&p.mem);
}

Test(sql_file, a_migration_is_taken_as_far_as_it_leads_up)
{
    holds("-- +goose Up\n-- +goose StatementBegin\nCREATE TABLE a (x);\n"
          "-- +goose StatementEnd\n-- +goose Down\nDROP TABLE a;\n",
          "CREATE TABLE a (x);");
    holds("-- migrate:up\nCREATE TABLE a (x);\n\n-- migrate:down\nDROP TABLE a;",
          "CREATE TABLE a (x);");
    holds("-- +migrate Up\r\nCREATE TABLE a (x);\r\n-- +migrate Down\r\nDROP TABLE a;",
          "CREATE TABLE a (x);");
    holds("CREATE TABLE a (x);\n---- create above / drop below ----\nDROP TABLE a;",
          "CREATE TABLE a (x);");
    holds(
        "BEGIN TRANSACTION;\nALTER TABLE a ADD y;\nINSERT INTO a VALUES (1);\nCOMMIT;",
        "ALTER TABLE a ADD y;INSERT INTO a VALUES (1);");
}

Test(sql_file, what_is_no_part_of_a_schema_is_passed_over_and_said)
{
    Parsed p = {0};
    parse_sql(&p, "PRAGMA foreign_keys = on;\nCREATE TABLE a (x);\nSELECT * FROM a;");
    cr_assert(p.ok);
    cr_expect_eq(p.catalog.n_statements, 1);
    cr_expect(parsed_says(&p, "queries.sql:1:1: warning: a PRAGMA is no part"));
    cr_expect(parsed_says(&p, "queries.sql:3:1: warning: a SELECT without"));
    arena_free(&p.mem);
}
