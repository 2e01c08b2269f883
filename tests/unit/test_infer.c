// test_infer.c - the type and nullability of result columns, claim by claim; stars.

#include "infer_fixture.h"
#include "sql_corpus.h"
#include "stage3_emit/infer/view.h"
#include "stage3_emit/sql/lex.h"

// --- result columns --------------------------------------------------------------

Test(infer_columns, a_column_keeps_its_type_and_is_not_null_if_nothing_can_make_it)
{
    expect_columns(
        "SELECT * FROM media",
        "number, text, text, number?, json?, timestamp_ms, boolean, real?, buffer?, "
        "number?, enum?");
    expect_columns("SELECT m.created_at, rowid FROM media m", "timestamp_ms, number");
    expect_columns("INSERT INTO media (uri) VALUES ('x') RETURNING id, uri, kind",
                   "number, text, enum?");
    expect_columns(
        "UPDATE media SET uri = 'x' RETURNING *",
        "number, text, text, number?, json?, timestamp_ms, boolean, real?, buffer?, "
        "number?, enum?");
    expect_columns("DELETE FROM media RETURNING created_at", "timestamp_ms");
    expect_columns("SELECT id, created_at FROM recent", "number, timestamp_ms");
    expect_columns("SELECT id, x FROM both", "number, any");
    expect_columns("SELECT s.id FROM (SELECT id FROM media) s", "number");
    expect_columns("WITH c AS (SELECT uri FROM media) SELECT uri FROM c", "text");
    expect_columns(
        "SELECT id FROM (SELECT uri AS id FROM media UNION SELECT id FROM source)",
        "any");
    expect_columns("SELECT note, name FROM tag", "any?, text");
}

Test(infer_columns, an_outer_join_makes_one_side_nullable)
{
    expect_columns(
        "SELECT m.id, s.id FROM media m LEFT JOIN source s ON s.id = m.source_id",
        "number, integer?");
    expect_columns(
        "SELECT m.id, s.id FROM media m RIGHT JOIN source s ON s.id = m.source_id",
        "number?, integer");
    expect_columns(
        "SELECT m.id, s.id FROM media m FULL JOIN source s ON s.id = m.source_id",
        "number?, integer?");
    expect_columns(
        "SELECT m.id, s.id, t.name FROM media m LEFT JOIN (source s JOIN tag t ON "
        "t.media_id = s.id) ON s.id = m.id",
        "number, integer?, text?");
    expect_columns("SELECT id FROM media m FULL JOIN source s USING (id)", "number");
    expect_columns("SELECT id FROM media m FULL JOIN source s USING (id) LEFT JOIN tag",
                   "number?");
}

Test(infer_columns, an_aggregate_over_no_row_gives_null)
{
    expect_columns(
        "SELECT count(*), max(created_at), sum(width), avg(width), total(size) FROM "
        "media",
        "integer, timestamp_ms?, integer?, real?, real");
    expect_columns(
        "SELECT kind, count(*), max(created_at), min(kind) FROM media GROUP BY kind",
        "enum?, integer, timestamp_ms, enum?");
    expect_columns("SELECT id, count(*) FROM media", "number?, integer");
    expect_columns("SELECT id, (SELECT count(media.id) FROM source) FROM media",
                   "number?, integer?");
    expect_columns(
        "SELECT id, (SELECT count(*) FROM tag t WHERE t.media_id = m.id) FROM media m",
        "number, integer");
    expect_columns(
        "SELECT count(*) FILTER (WHERE width > 1), max(id) FILTER (WHERE 0) FROM "
        "media GROUP BY kind",
        "integer, number?");
    expect_columns(
        "SELECT row_number() OVER (ORDER BY id), lag(id) OVER (ORDER BY id) FROM "
        "media",
        "integer, number?");
}

Test(infer_columns, expressions_have_the_type_that_is_certain)
{
    expect_columns("SELECT 1, 2.5, 'x', x'00', NULL, 9223372036854775807, "
                   "9223372036854775808",
                   "integer, real, text, blob, any?, integer, real");
    expect_columns(
        "SELECT id = 1, width > 1, width IS NULL, kind LIKE 'x', id IN (1, 2), "
        "EXISTS (SELECT 1) FROM media",
        "boolean, boolean?, boolean, boolean?, boolean, boolean");
    expect_columns(
        "SELECT id + 1, width * 2, id / 2, id / width, size + 1, metadata -> 'a', "
        "metadata ->> 'a' FROM media",
        "integer, integer?, integer, integer?, real?, text?, any?");
    expect_columns(
        "SELECT uri || kind, length(uri), lower(kind), CAST(width AS TEXT) FROM media",
        "text?, integer, text?, text?");
    expect_columns(
        "SELECT coalesce(kind, 'none'), coalesce(width, 0), ifnull(width, size), "
        "nullif(id, 1), iif(id > 1, created_at, 0) FROM media",
        "text, number, real?, number?, integer");
    expect_columns(
        "SELECT CASE WHEN id THEN is_public END, CASE WHEN id THEN kind ELSE kind END, "
        "CASE id WHEN 1 THEN created_at ELSE created_at END FROM media",
        "boolean?, enum?, timestamp_ms");
    expect_columns(
        "SELECT (SELECT count(*) FROM source), (SELECT url FROM source LIMIT 1)",
        "integer, text?");
    expect_columns("SELECT ${'x: timestamp'}, ${'y?: text'}, ${'z'}",
                   "timestamp, text?, any?");
    expect_columns("SELECT id FROM media UNION SELECT created_at FROM media",
                   "integer");
    expect_columns(
        "SELECT true, date('now'), date(uri), nosuch FROM (SELECT 1 AS nosuch), media",
        "boolean, text, text?, integer");
}

Test(infer_columns, what_a_type_means_comes_through_whatever_is_done_to_it)
{
    expect_columns("SELECT max(created_at), min(kind) FROM media GROUP BY width",
                   "timestamp_ms, enum?");
    expect_columns(
        "WITH c AS (SELECT max(created_at) AS m, is_public AS p FROM media "
        "GROUP BY kind) SELECT coalesce(m, m), CASE WHEN p THEN p ELSE 0 END, "
        "iif(p, true, p) FROM c",
        "timestamp_ms, boolean, boolean");
    expect_columns(
        "SELECT x.at, x.p FROM (SELECT created_at AS at, is_public AS p FROM "
        "media UNION ALL SELECT created_at, is_public FROM media) x",
        "timestamp_ms, boolean");
    expect_columns("SELECT coalesce(kind, 'film'), coalesce(kind, 'none') FROM media",
                   "enum, text");
    expect_columns("SELECT created_at + 1, size * 2, width + size, 1 + 2.5 FROM media",
                   "integer, real?, real?, real");
    expect_columns("SELECT CAST(is_public AS BOOLEAN), CAST(uri AS NUMERIC) FROM media",
                   "boolean, real");
    expect_columns(
        "SELECT lag(created_at) OVER w, sum(id) OVER w, first_value(uri) OVER w "
        "FROM media WINDOW w AS (ORDER BY id)",
        "timestamp_ms?, integer, text");
    expect_columns("SELECT sum(id) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 "
                   "PRECEDING) FROM media",
                   "integer?");
    expect_columns(
        "WITH RECURSIVE n(i, t) AS (SELECT 1, NULL UNION ALL SELECT i + 1, 'x' "
        "FROM n WHERE i < 9) SELECT i, t FROM n",
        "integer, text?");
    expect_columns(
        "WITH RECURSIVE n(i) AS (SELECT id FROM media UNION SELECT width FROM "
        "media JOIN n ON n.i = media.id) SELECT i FROM n",
        "number?");
    expect_columns("SELECT value, type, key FROM json_each('[1]')", "any?, text, any?");
    expect_columns("SELECT body, rowid, rank FROM words WHERE words MATCH 'x'",
                   "text?, integer, real?");
    expect_columns(
        "SELECT date('now', '-7 days'), strftime('%s', 'now'), strftime(uri, "
        "'now'), unixepoch() FROM media",
        "text, text, text?, integer");
}

Test(infer_columns, conditions_refuse_null)
{
    expect_columns("SELECT width, kind FROM media WHERE width > 1 AND kind IS NOT NULL",
                   "number, enum");
    expect_columns("SELECT width FROM media WHERE width > 1 OR width = 0", "number");
    expect_columns("SELECT width FROM media WHERE width > 1 OR id = 0", "number?");
    expect_columns("SELECT width FROM media WHERE NOT (width IS NULL OR id = 1)",
                   "number");
    expect_columns(
        "SELECT width, size FROM media WHERE width IN (1, 2) AND size NOT IN "
        "(SELECT size FROM media)",
        "number, real?");
    expect_columns("SELECT width FROM media WHERE width IS 1", "number");
    expect_columns("SELECT width FROM media WHERE width IS ${'w'}", "number?");
    expect_columns("SELECT kind FROM media WHERE lower(kind) LIKE 'a%'", "enum");
    expect_columns("SELECT kind FROM media WHERE kind LIKE thumb",
                   "enum?"); // x'' is none
    expect_columns("SELECT body FROM words WHERE body MATCH 'x'", "text?");
    expect_columns("SELECT width, size FROM media WHERE (width, size) = (1, 2)",
                   "number, real");
    expect_columns("SELECT width, size FROM media WHERE (width, size) < (1, 2)",
                   "number, real?");
    expect_columns(
        "UPDATE media SET kind = 'x' WHERE width = 1 AND kind = 'y' RETURNING "
        "width, kind",
        "number, enum?");
    expect_columns("DELETE FROM media WHERE kind = 'y' RETURNING kind", "enum");
}

Test(infer_columns, conditions_rule_out_what_a_join_fills)
{
    expect_columns("SELECT m.id, s.id, s.url FROM media m LEFT JOIN source s ON s.id = "
                   "m.source_id WHERE s.created_at > 1",
                   "number, integer, text");
    expect_columns("SELECT s.name FROM media m LEFT JOIN source s ON s.name = m.uri",
                   "text?");
    expect_columns(
        "SELECT m.source_id FROM media m JOIN source s ON s.id = m.source_id",
        "number");
    expect_columns("SELECT m.source_id FROM media m LEFT JOIN source s ON s.id = "
                   "m.source_id",
                   "number?");
    // An inner join asks before a later join fills.
    expect_columns(
        "SELECT m.source_id FROM media m JOIN source s ON s.id = m.source_id "
        "RIGHT JOIN tag t ON t.media_id = m.id",
        "number?");
    expect_columns(
        "SELECT m.id, s.id, t.media_id FROM media m FULL JOIN source s ON s.id "
        "= m.id LEFT JOIN tag t ON t.media_id = m.id WHERE t.name = 'x'",
        "number?, integer?, integer"); // for all that SQLite can be trusted with
    expect_columns("SELECT name FROM source FULL JOIN tag USING (name)", "text?");
    expect_columns("SELECT name FROM source RIGHT JOIN tag USING (name)", "text");
    expect_columns(
        "SELECT id, a.url FROM source a FULL JOIN media b USING (id) LEFT JOIN "
        "recent USING (id)",
        "number?, text?");
}

Test(infer_columns, a_view_returns_what_its_trigger_was_given)
{
    Bench b = {.tables = tables, .n_tables = 1};
    bench_schema(&b, "CREATE VIEW v AS SELECT id, uri FROM media");
    bench_schema(&b,
                 "CREATE TRIGGER r INSTEAD OF UPDATE ON v BEGIN UPDATE media SET uri = "
                 "new.uri WHERE id = old.id; END");
    bench_query(&b, "q", "UPDATE v SET uri = NULL WHERE id = 1 RETURNING id, uri");
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_expect(str_is(columns_text(&b, bench_find(&b, "q")), "any?, any?"));
    arena_free(&b.mem);
}

Test(infer_columns, what_comes_from_any_number_of_joins_keeps_its_origin)
{
    Bench b;
    const CheckedQuery *q = judge(
        &b,
        "WITH c AS (SELECT r.id AS i, r.width FROM recent r) SELECT c.i, x.width FROM c "
        "LEFT JOIN (SELECT width, id FROM media) x ON x.id = c.i");
    cr_assert(q, "%.*s", STR_ARG(b.said));
    cr_expect(q->columns[0].origin && str_is(q->columns[0].origin->name, "id"));
    cr_expect(str_is(q->columns[1].why_nullable,
                     "an outer join leaves x.width NULL where nothing matches"),
              "%.*s", STR_ARG(q->columns[1].why_nullable));
    arena_free(&b.mem);
}

Test(infer_columns, a_comment_declares_the_type_of_a_column)
{
    expect_columns(
        "-- @col a int not null\n-- @col b timestamp_ms\n-- @col \"the c\" media.kind\n"
        "SELECT metadata ->> 'a' AS a, metadata ->> 'b' AS b, metadata ->> 'c' AS "
        "\"the c\" FROM media",
        "number, timestamp_ms?, enum?");
    expect_columns("-- @col n real\nSELECT count(*) AS n FROM media", "real");
    expect_said("-- @col a int\nSELECT 1 AS b", "the query has no column 'a'");
    expect_said("-- @col a text\nSELECT id AS a FROM media",
                "the column 'a' is declared text, but it is integer");
    expect_said("-- @col a text not null\nSELECT NULL AS a",
                "the column 'a' is declared not null, but it is always NULL");
    expect_said("-- @col a\nSELECT 1 AS a", "[W313]");
    expect_said("-- @col a intt\nSELECT 1 AS a", "'intt' is no type of a column");
}

// --- what cannot be read ---------------------------------------------------------

Test(infer_unread, a_statement_that_cannot_be_read_is_answered_honestly)
{
    Arena mem = {0};
    Model model = {0};
    Query query = {.stated = CARDINALITY_INFERRED};
    FactColumn column = {.name = STR("x")};
    Str param = STR("p");
    Facts facts = {.columns = &column, .n_columns = 1, .params = &param, .n_params = 1};
    CheckedQuery q = {.query = &query, .sql = STR("FROB :p WITH x")};
    infer_query(&mem, &model, &facts, NULL, &q);
    cr_expect_eq(q.params[0].known, KNOWN_UNKNOWN);
    cr_expect(str_is(q.params[0].why_unknown, "weave cannot read this statement"));
    cr_expect_eq(q.columns[0].type.storage, CLASS_ANY);
    cr_expect(q.columns[0].nullable);
    cr_expect_eq(q.inferred, CARDINALITY_MANY);
    cr_expect(
        str_is(infer_expand_stars(&mem, &model, &facts, q.sql), "FROB :p WITH x"));
    arena_free(&mem);
}

Test(infer_unread, whatever_can_be_read_is_answered)
{
    Bench b;
    judge(&b, "SELECT 1");
    FactColumn columns[3] = {
        {.name = STR("a")}, {.name = STR("b")}, {.name = STR("c")}};
    Str params[9] = {{0}};
    Query query = {.stated = CARDINALITY_INFERRED};
    size_t n_read = 0;
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
        Arena mem = {0};
        SqlText text = sql_lex(&mem, str_z(corpus[i]));
        for (size_t k = 0; k < text.n_tokens;
             k++) { // SQLite would refuse most of these
            Str sql = str_copy(&mem, str_cut(text.sql, 0, text.tokens[k].at.start));
            Facts f = {.columns = columns,
                       .n_columns = 3,
                       .params = params,
                       .n_params = (size_t)sql_lex(&mem, sql).n_params};
            CheckedQuery q = {.query = &query,
                              .sql =
                                  infer_expand_stars(&mem, &b.checked.model, &f, sql)};
            infer_query(&mem, &b.checked.model, &f, b.diag, &q);
            cr_assert_neq(q.inferred, CARDINALITY_INFERRED);
            n_read += !str_is(q.why_cardinality, "weave cannot read this statement");
        }
        arena_free(&mem);
    }
    cr_expect_gt(n_read, 500);
    arena_free(&b.mem);
}

Test(infer_unread, names_that_double_at_every_step_are_followed_once)
{
    Bench b = {0};
    Buf sql = {.arena = &b.mem};
    bench_schema(&b, "CREATE TABLE one (id INTEGER PRIMARY KEY)");
    buf_z(&sql, "WITH c0 AS (SELECT id FROM one WHERE id = 1)");
    for (int i = 1; i < 40; i++)
        buf_format(&sql,
                   ", c%d AS (SELECT a.id FROM c%d a LEFT JOIN one ON one.id = 1, "
                   "c%d b WHERE 0)",
                   i, i - 1, i - 1);
    buf_z(&sql, " SELECT 1 FROM one WHERE 0 AND EXISTS (SELECT 1 FROM c5)");
    bench_query(&b, "q", buf_str(&sql).ptr);
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    CheckedQuery q = *bench_find(&b, "q");
    Str whole = buf_str(&sql);
    Str deep = str_format(&b.mem, "%.*s SELECT id FROM c39",
                          (int)str_find_str(whole, S(" SELECT 1 FROM one WHERE 0")),
                          whole.ptr);
    FactColumn column = {.name = STR("id")};
    Facts facts = {.columns = &column, .n_columns = 1};
    q.sql = deep;
    infer_query(&b.mem, &b.checked.model, &facts, b.diag, &q);
    cr_expect_eq(q.inferred, CARDINALITY_OPTIONAL);
    arena_free(&b.mem);
}

// Each view but the first, a table, reads the one before it three times.
static void chain_of_views(Arena *a, ModelTable *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        ModelColumn *columns = arena_many(a, ModelColumn, 2);
        for (size_t k = 0; k < 2; k++)
            columns[k] = (ModelColumn){.name = k ? S("x") : S("id"),
                                       .table = &out[i],
                                       .classes = CLASSES_OF(CLASS_INTEGER)};
        columns[0].not_null = columns[0].rowid_alias = i == 0;
        out[i] = (ModelTable){
            .name = str_format(a, "v%zu", i),
            .kind = i ? MODEL_VIEW : MODEL_TABLE,
            .sql =
                str_format(a,
                           "CREATE VIEW v AS SELECT a.id, b.x FROM v%zu a JOIN v%zu b "
                           "USING (id), (v%zu c JOIN v0 ON 1) UNION "
                           "SELECT id, id FROM v0",
                           i - 1, i - 1, i - 1),
            .columns = columns,
            .n_columns = 2};
    }
}

// SQLite takes its time for them, and refuses more than 65535: it is not asked here.
Test(infer_unread, views_that_triple_at_every_step_are_read_once)
{
    enum { DEPTH = 30 };
    Arena mem = {0};
    ModelTable views[DEPTH];
    Model model = {.tables = views, .n_tables = DEPTH};
    chain_of_views(&mem, views, DEPTH);
    infer_views(&mem, &model, views);
    cr_expect(views[DEPTH - 1].columns[0].not_null);
    cr_expect_leq(views[DEPTH - 1].n_reads, 2 * DEPTH);
    arena_free(&mem);
}

// --- stars -----------------------------------------------------------------------

static void expect_sql(const char *sql, const char *wanted)
{
    Bench b;
    const CheckedQuery *q = judge(&b, sql);
    cr_assert(q && b.ok, "%s\n%.*s", sql, STR_ARG(b.said));
    expect(q->sql, wanted, sql);
    arena_free(&b.mem);
}

Test(infer_stars, stars_are_written_out)
{
    expect_sql("SELECT * FROM source", "SELECT id, url, name, created_at FROM source");
    expect_sql("SELECT s.*, 1 AS x FROM source s",
               "SELECT id, url, name, created_at, 1 AS x "
               "FROM source s");
    expect_sql(
        "SELECT * FROM source s, tag",
        "SELECT s.id, s.url, s.name, s.created_at, tag.media_id, tag.name, tag.note FROM "
        "source s, tag");
    expect_sql(
        "SELECT * FROM recent r JOIN source s USING (id)",
        "SELECT r.id, r.created_at, r.width, s.url, s.name, s.created_at FROM recent r "
        "JOIN source s USING (id)");
    expect_sql("SELECT * FROM tag NATURAL JOIN source",
               "SELECT tag.media_id, tag.name, tag.note, source.id, source.url, "
               "source.created_at FROM tag NATURAL JOIN source");
    expect_sql(
        "SELECT s.*, q.* FROM source s, (SELECT id, count(*), id FROM media) q",
        "SELECT s.id, s.url, s.name, s.created_at, q.id, q.\"count(*)\", q.\"id:1\" FROM "
        "source s, (SELECT id, count(*), id FROM media) q");
    expect_sql("WITH c(a, \"b c\") AS (VALUES (1, 2)) SELECT * FROM c",
               "WITH c(a, \"b c\") AS (VALUES (1, 2)) SELECT a, \"b c\" FROM c");
    expect_sql("SELECT * FROM source s FULL JOIN tag t USING (name)",
               "SELECT s.id, s.url, name, s.created_at, t.media_id, t.note FROM source "
               "s FULL JOIN tag t USING (name)");
    expect_sql("DELETE FROM source RETURNING *",
               "DELETE FROM source RETURNING id, url, name, created_at");
    expect_sql("SELECT * FROM words", "SELECT body FROM words");
    expect_sql(
        "SELECT * FROM source UNION ALL SELECT * FROM source",
        "SELECT id, url, name, created_at FROM source UNION ALL SELECT id, url, name, "
        "created_at FROM source");
}

Test(infer_stars, what_is_not_certain_stays_a_star)
{
    expect_sql("SELECT * FROM source, (SELECT 1 AS x) source",
               "SELECT * FROM source, (SELECT 1 AS x) source");
    expect_sql("SELECT * FROM tag t JOIN (source s JOIN recent USING (id)) ON 1",
               "SELECT * FROM tag t JOIN (source s JOIN recent USING (id)) ON 1");
    expect_sql("SELECT count(*) FROM source", "SELECT count(*) FROM source");
    expect_sql("SELECT EXISTS (SELECT * FROM source)",
               "SELECT EXISTS (SELECT * FROM source)");
    expect_sql(
        "SELECT id FROM media WHERE id IN (SELECT id FROM (SELECT * FROM source))",
        "SELECT id FROM media WHERE id IN (SELECT id FROM (SELECT * FROM source))");
}
