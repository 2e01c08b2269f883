// test_infer.c - types, nullability and cardinality, claim by claim.

#include "judge_fixture.h"

#include <criterion/criterion.h>

static const char schema_source[] =
    "CREATE TABLE source (id INTEGER PRIMARY KEY, url TEXT NOT NULL, name TEXT UNIQUE, "
    "created_at INTEGER NOT NULL)";
static const char schema_tag[] =
    "CREATE TABLE tag (media_id INTEGER NOT NULL, name TEXT NOT NULL COLLATE NOCASE, note, "
    "PRIMARY KEY (media_id, name)) WITHOUT ROWID";

// media, as Drizzle has it.
#define COLUMN(k, n, type, m, ...)                                                     \
    {                                                                                  \
        .key = STR(k), .name = STR(n), .sql_type = STR(type), .mode = m, __VA_ARGS__   \
    }

static const Str kinds[] = {STR("photo"), STR("film")};
static const Column media_columns[] = {
    COLUMN("id", "id", "integer", MODE_NUMBER, .primary_key = true),
    COLUMN("mimeType", "mime_type", "text", MODE_TEXT, .not_null = true),
    COLUMN("uri", "uri", "text", MODE_TEXT, .not_null = true),
    COLUMN("width", "width", "integer", MODE_NUMBER, .not_null = false),
    COLUMN("metadata", "metadata", "text", MODE_JSON, .not_null = false),
    COLUMN("createdAt", "created_at", "integer", MODE_TIMESTAMP_MS, .not_null = true),
    COLUMN("isPublic", "is_public", "integer", MODE_BOOLEAN, .not_null = true),
    COLUMN("size", "size", "real", MODE_NONE, .not_null = false),
    COLUMN("thumb", "thumb", "blob", MODE_BUFFER, .not_null = false),
    COLUMN("sourceId", "source_id", "integer", MODE_NUMBER, .not_null = false),
    COLUMN("kind", "kind", "text", MODE_TEXT, .enum_values = kinds, .n_enum_values = 2),
};
static const Str uri_part[] = {STR("uri")};
static const Index media_indexes[] = {
    {.name = STR("media_uri"), .unique = true, .parts = uri_part, .n_parts = 1},
};
static const Table tables[] = {
    {.key = STR("media"),
     .name = STR("media"),
     .columns = media_columns,
     .n_columns = sizeof media_columns / sizeof *media_columns,
     .indexes = media_indexes,
     .n_indexes = 1},
};

// One query put before SQLite and inferred; free(b->mem) when it has been looked at.
static const CheckedQuery *judge(Bench *b, const char *sql)
{
    *b = (Bench){.tables = tables, .n_tables = 1};
    bench_schema(b, schema_source);
    bench_schema(b, schema_tag);
    bench_schema(b, "CREATE VIEW recent AS SELECT id, created_at, width FROM media");
    bench_schema(b, "CREATE VIEW both AS SELECT id, uri AS x FROM media UNION ALL "
                    "SELECT id, created_at FROM source");
    bench_schema(b, "CREATE VIRTUAL TABLE words USING fts5(body)");
    bench_query(b, "q", sql);
    bench_judge(b);
    return bench_find(b, "q");
}

static Str type_text(Arena *a, Type t, bool nullable)
{
    return str_format(a, "%s%s%s", t.enum_of ? "enum" : type_mode_name(t),
                      nullable ? "?" : "", "");
}

// "id number, when timestamp_ms?"
static Str params_text(Bench *b, const CheckedQuery *q)
{
    Buf out = {.arena = &b->mem};
    for (size_t i = 0; i < q->n_params; i++) {
        const CheckedParam *p = &q->params[i];
        Str type = p->known == KNOWN_UNKNOWN ? S("unknown")
                                             : type_text(&b->mem, p->type, p->nullable);
        buf_format(&out, "%s%.*s%s %.*s", i ? ", " : "", STR_ARG(p->name),
                   p->list ? "[]" : "", STR_ARG(type));
    }
    return buf_str(&out);
}

static Str columns_text(Bench *b, const CheckedQuery *q)
{
    Buf out = {.arena = &b->mem};
    for (size_t i = 0; i < q->n_columns; i++)
        buf_format(
            &out, "%s%.*s", i ? ", " : "",
            STR_ARG(type_text(&b->mem, q->columns[i].type, q->columns[i].nullable)));
    return buf_str(&out);
}

static void expect(Str is, const char *wanted, const char *sql)
{
    cr_expect(str_is(is, wanted), "%s\n  is:     %.*s\n  wanted: %s", sql, STR_ARG(is),
              wanted);
}

static void expect_params(const char *sql, const char *wanted)
{
    Bench b;
    const CheckedQuery *q = judge(&b, sql);
    cr_assert(q, "%s\n%.*s", sql, STR_ARG(b.said));
    expect(params_text(&b, q), wanted, sql);
    arena_free(&b.mem);
}

static void expect_columns(const char *sql, const char *wanted)
{
    Bench b;
    const CheckedQuery *q = judge(&b, sql);
    cr_assert(q, "%s\n%.*s", sql, STR_ARG(b.said));
    expect(columns_text(&b, q), wanted, sql);
    arena_free(&b.mem);
}

static void expect_rows(const char *sql, Cardinality wanted)
{
    Bench b;
    const CheckedQuery *q = judge(&b, sql);
    cr_assert(q, "%s\n%.*s", sql, STR_ARG(b.said));
    cr_expect_eq(q->inferred, wanted, "%s\n  is %s: %.*s", sql,
                 cardinality_name(q->inferred), STR_ARG(q->why_cardinality));
    arena_free(&b.mem);
}

static void expect_said(const char *sql, const char *wanted)
{
    Bench b;
    judge(&b, sql);
    cr_expect(bench_says(&b, wanted), "%s\n  says:   %.*s\n  wanted: %s", sql,
              STR_ARG(b.said), wanted);
    arena_free(&b.mem);
}

// --- parameters ------------------------------------------------------------------

Test(infer_params, a_comparison_with_a_column_gives_its_type)
{
    expect_params("SELECT 1 FROM media WHERE id = ${'x'}", "x number");
    expect_params("SELECT 1 FROM media WHERE ${'x'} <= created_at", "x timestamp_ms");
    expect_params("SELECT 1 FROM media m WHERE m.is_public <> ${'x'}", "x boolean");
    expect_params("SELECT 1 FROM media WHERE created_at BETWEEN ${'a'} AND ${'b'}",
                  "a timestamp_ms, b timestamp_ms");
    expect_params("SELECT 1 FROM media WHERE ${'x'} BETWEEN size AND size + 1",
                  "x real");
    expect_params("SELECT 1 FROM media WHERE kind IN (${'a'}, ${'b'})",
                  "a enum, b enum");
    expect_params("SELECT 1 FROM media WHERE kind IN ${'a[]'}", "a[] enum");
    expect_params("SELECT 1 FROM media WHERE id NOT IN ${'a[]'}", "a[] number");
    expect_params("SELECT 1 FROM media JOIN weave_list(${'x'}) l ON l.value = media.id",
                  "x[] number");
    expect_params("SELECT 1 FROM media WHERE (id, created_at) > (${'a'}, ${'b'})",
                  "a number, b timestamp_ms");
    expect_params(
        "SELECT 1 FROM media WHERE (${'a'}, ${'b'}) IN (SELECT id, uri FROM media)",
        "a number, b text");
    expect_params("SELECT CASE kind WHEN ${'x'} THEN 1 END FROM media", "x enum");
    expect_params("SELECT 1 FROM media WHERE EXISTS (SELECT 1 FROM tag WHERE "
                  "tag.media_id = media.id AND media.created_at > ${'x'})",
                  "x timestamp_ms");
    expect_params("SELECT 1 FROM media WHERE uri = ${'x'} COLLATE nocase", "x text");
    expect_params(
        "SELECT 1 FROM media WHERE ${'x'} = (SELECT max(created_at) FROM media)",
        "x timestamp_ms");
    expect_params("SELECT 1 FROM media WHERE rowid = ${'x'}", "x number");
    expect_params("SELECT 1 FROM media WHERE id = ? OR created_at = ?2",
                  "p1 number, p2 timestamp_ms");
}

Test(infer_params, an_assignment_gives_type_and_nullability)
{
    expect_params(
        "INSERT INTO media VALUES (${'a'}, ${'b'}, ${'c'}, ${'d'}, ${'e'}, ${'f'}, "
        "${'g'}, ${'h'}, ${'i'}, ${'j'}, ${'k'})",
        "a number?, b text, c text, d number?, e json?, f timestamp_ms, g boolean, "
        "h real?, i buffer?, j number?, k enum?");
    expect_params("INSERT INTO media (kind, uri) SELECT ${'a'}, ${'b'} FROM source",
                  "a enum?, "
                  "b text");
    expect_params("INSERT INTO media (uri, kind) VALUES ('x', ${'a'}), (${'b'}, 'y')",
                  "a enum?, b text");
    expect_params(
        "UPDATE media SET width = ${'a'}, (uri, kind) = (${'b'}, ${'c'}) WHERE id = "
        "${'d'}",
        "a number?, b text, c enum?, d number");
    expect_params(
        "INSERT INTO source (id, url, created_at) VALUES (1, 'u', 2) ON CONFLICT (id) "
        "DO UPDATE SET url = ${'a'}, name = ${'b'} WHERE source.created_at < ${'c'}",
        "a text, b text?, c integer");
    expect_params(
        "UPDATE media SET uri = coalesce(${'a'}, uri), kind = CASE WHEN 1 THEN "
        "${'b'} ELSE kind END, is_public = ifnull(${'c'}, is_public)",
        "a text?, b enum?, c boolean?");
    expect_params("UPDATE media SET id = ${'a'}", "a number");
    expect_params(
        "INSERT INTO media (uri, width, created_at, mime_type, is_public) SELECT "
        "${'a'}, count(*), ${'b'}, coalesce(${'c'}, 'x'), ${'d'} FROM media",
        "a text, b timestamp_ms, c text?, d boolean");
}

Test(infer_params, places_where_only_one_type_makes_sense_give_it)
{
    expect_params("SELECT 1 FROM media LIMIT ${'a'} OFFSET ${'b'}",
                  "a number, b number");
    expect_params("SELECT 1 FROM media WHERE uri LIKE ${'a'} ESCAPE ${'b'}",
                  "a text, b text");
    expect_params("SELECT 1 FROM media WHERE lower(uri) LIKE lower(${'a'})", "a text");
    expect_params("SELECT 1 FROM media WHERE kind LIKE ${'a'}", "a text");
    expect_params("SELECT 1 FROM media WHERE uri LIKE '%' || ${'a'} || '%'", "a text");
    expect_params("SELECT 1 FROM words WHERE words MATCH ${'a'}", "a text");
    expect_params("SELECT CAST(${'a'} AS TEXT)", "a text");
    expect_params("SELECT 1 FROM media GROUP BY kind HAVING count(*) > ${'a'}",
                  "a integer");
    expect_params("SELECT coalesce(${'a'}, created_at) FROM media", "a timestamp_ms?");
    expect_params("SELECT id FROM media UNION SELECT ${'a'}", "a number");
}

Test(infer_params, a_name_gives_the_type_of_the_column_that_has_it)
{
    expect_params("SELECT 1 FROM media WHERE abs(${'createdAt'}) > 1",
                  "createdAt timestamp_ms");
    expect_params("SELECT 1 FROM media WHERE abs(${'created_at'}) > 1",
                  "created_at timestamp_ms");
    // media.created_at and source.created_at mean two things.
    expect_params("SELECT 1 FROM media, source WHERE abs(${'created_at'}) > 1",
                  "created_at unknown");
    expect_params("SELECT 1 FROM source WHERE url = ${'created_at'}",
                  "created_at text");
}

Test(infer_params, what_is_not_certain_is_unknown_and_says_why)
{
    expect_params("SELECT ${'x'}", "x unknown");
    expect_params("SELECT 1 FROM tag WHERE note = ${'x'}", "x unknown");
    expect_params("SELECT 1 FROM media WHERE metadata ->> 'a' = ${'x'}", "x unknown");
    expect_params("SELECT 1 FROM media WHERE uri = ${'x'} OR id = ${'x'}", "x unknown");
    Bench b;
    const CheckedQuery *q =
        judge(&b, "SELECT 1 FROM media WHERE uri = ${'x'} OR created_at = ${'x'}");
    cr_expect(str_is(q->params[0].why_unknown,
                     "it is both text (media.uri) and timestamp_ms (media.created_at)"),
              "%.*s", STR_ARG(q->params[0].why_unknown));
    arena_free(&b.mem);
    q = judge(&b, "SELECT 1 FROM media WHERE metadata ->> 'a' = ${'x'}");
    cr_expect(str_is(q->params[0].why_unknown,
                     "it meets only metadata ->> 'a', whose type is not certain"),
              "%.*s", STR_ARG(q->params[0].why_unknown));
    arena_free(&b.mem);
}

Test(infer_params, null_is_for_parameters_that_is_and_coalesce_ask_for)
{
    expect_params("SELECT 1 FROM media WHERE kind IS ${'x'}", "x enum?");
    expect_params("SELECT 1 FROM media WHERE kind = ${'x'}", "x enum");
    expect_params("SELECT 1 FROM media WHERE ${'x'} IS NULL OR uri = ${'x'}",
                  "x text?");
    expect_params("SELECT 1 FROM media WHERE ${'x'} NOTNULL AND uri = ${'x'}",
                  "x text?");
    expect_params("SELECT 1 FROM media WHERE id = coalesce(${'x'}, 1)", "x number?");
    expect_params("SELECT 1 FROM media WHERE id = coalesce(1, ${'x'})", "x number");
    expect_params("SELECT 1 FROM media WHERE uri = ${'x?'}", "x text?");
}

Test(infer_params, a_declaration_is_believed)
{
    expect_params("SELECT ${'x: int'}", "x number");
    expect_params("SELECT ${'x?: timestamp'}, ${'y: json'}", "x timestamp?, y json");
    expect_params("SELECT ${'x: media.createdAt'}, ${'y: media.kind'}",
                  "x timestamp_ms, y enum");
    expect_params("UPDATE media SET width = ${'x: int'}", "x number");
    expect_params("UPDATE media SET width = ${'x: any'}", "x any");
    expect_params("UPDATE media SET size = ${'x: int'}", "x number");
    expect_params("UPDATE media SET uri = ${'x: int'}", "x number");
    expect_params("UPDATE media SET width = ${'x: bigint'}", "x bigint");
    expect_params("SELECT 1 FROM media WHERE id = ${'x: text'}", "x text");
}

Test(infer_params, a_declaration_that_cannot_be_stored_is_an_error_with_both_places)
{
    expect_said("UPDATE media SET created_at = ${'x: text'}", "[W311]");
    expect_said(
        "UPDATE media SET created_at = ${'x: text'}",
        "'x' is declared text and stored in media.created_at, which is integer");
    expect_said("UPDATE media SET created_at = ${'x: text'}",
                "note: here it meets "
                "timestamp_ms (media.created_at)");
    expect_said("UPDATE media SET uri = ${'x: blob'}", "[W311]");
    expect_said("UPDATE media SET thumb = ${'x: text'}", "[W311]");
    expect_said("SELECT 1 FROM media WHERE thumb = ${'x: int'}", "[W311]");
    expect_said("SELECT ${'x: strng'}", "'strng' is no type of a parameter");
    expect_said("SELECT ${'x: media.nosuch'}", "no such column: media.nosuch");
}

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
    expect_columns("SELECT id, created_at FROM recent", "number?, timestamp_ms?");
    expect_columns("SELECT id, x FROM both", "any?, any?");
    expect_columns("SELECT s.id FROM (SELECT id FROM media) s", "number?");
    expect_columns("WITH c AS (SELECT uri FROM media) SELECT uri FROM c", "text?");
    expect_columns(
        "SELECT id FROM (SELECT uri AS id FROM media UNION SELECT id FROM source)",
        "any?");
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
    expect_columns("SELECT id FROM media m FULL JOIN source s USING (id)", "any?");
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
    expect_columns("SELECT 1, 2.5, 'x', x'00', NULL, 9223372036854775808",
                   "integer, real, text, blob, any?, any");
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
        "text, number, any?, number?, integer");
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
        "any?, text, text?, any?");
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
    expect_said("-- @col a\nSELECT 1 AS a", "[W313]");
    expect_said("-- @col a intt\nSELECT 1 AS a", "'intt' is no type of a column");
}

// --- rows ------------------------------------------------------------------------

Test(infer_rows, a_key_that_is_fixed_gives_one_row_at_most)
{
    expect_rows("SELECT * FROM media WHERE id = ${'id'}", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media WHERE ${'id'} = id AND width > 1",
                CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media WHERE id IN (${'id'})", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media WHERE id IN (${'a'}, ${'b'})", CARDINALITY_MANY);
    expect_rows("SELECT * FROM media WHERE id IN ${'a[]'}", CARDINALITY_MANY);
    expect_rows("SELECT * FROM media WHERE id = ${'id'} OR width = 1",
                CARDINALITY_MANY);
    expect_rows("SELECT * FROM media WHERE id > ${'id'}", CARDINALITY_MANY);
    expect_rows("SELECT * FROM media WHERE uri = 'x'", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media WHERE rowid = 1", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media WHERE id = random()", CARDINALITY_MANY);
    expect_rows("SELECT * FROM source WHERE name = ${'n'}", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM source WHERE name IS ${'n'}", CARDINALITY_MANY);
    expect_rows("SELECT * FROM source WHERE url = ${'n'}", CARDINALITY_MANY);
    expect_rows("SELECT * FROM tag WHERE media_id = 1 AND name = 'x'",
                CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM tag WHERE (media_id, name) = (1, 'x')",
                CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM tag WHERE media_id = 1", CARDINALITY_MANY);
}

Test(infer_rows, equal_must_mean_what_the_key_means_by_it)
{
    expect_rows("SELECT * FROM media WHERE uri = ${'u'} COLLATE nocase",
                CARDINALITY_MANY);
    expect_rows("SELECT * FROM media WHERE uri COLLATE nocase = ${'u'}",
                CARDINALITY_MANY);
    expect_rows(
        "SELECT * FROM media m JOIN tag t ON t.name = m.uri WHERE t.media_id = 1 AND "
        "t.name = 'x'",
        CARDINALITY_MANY); // NOCASE, as t.name stands first
    expect_rows(
        "SELECT * FROM media m JOIN tag t ON m.uri = t.name WHERE t.media_id = 1 AND "
        "t.name = 'x'",
        CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media m JOIN source s ON m.uri = s.id WHERE s.id = 1",
                CARDINALITY_MANY); // '1' and '1.0'
}

Test(infer_rows, joins_fix_one_table_by_another)
{
    expect_rows(
        "SELECT * FROM media m JOIN source s ON m.source_id = s.id WHERE m.id = 1",
        CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media m, source s WHERE m.source_id = s.id AND m.id = 1",
                CARDINALITY_OPTIONAL);
    expect_rows(
        "SELECT * FROM media m LEFT JOIN source s ON m.source_id = s.id WHERE m.id = 1",
        CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media m LEFT JOIN source s ON m.id = 1 AND s.id = 1",
                CARDINALITY_MANY);
    expect_rows(
        "SELECT * FROM media m RIGHT JOIN source s ON s.id = m.id WHERE m.id = 1",
        CARDINALITY_MANY);
    expect_rows(
        "SELECT * FROM media m JOIN source s ON m.source_id = s.id WHERE s.id = 1",
        CARDINALITY_MANY);
    expect_rows(
        "SELECT * FROM (SELECT max(id) AS m FROM media) a JOIN source s ON s.id = 1",
        CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM recent WHERE id = 1", CARDINALITY_MANY);
}

Test(infer_rows, aggregates_limits_and_bare_selects_give_one)
{
    expect_rows("SELECT count(*) FROM media", CARDINALITY_ONE);
    expect_rows("SELECT count(*) FROM media HAVING count(*) > 1", CARDINALITY_OPTIONAL);
    expect_rows("SELECT count(*) FROM media GROUP BY kind", CARDINALITY_MANY);
    expect_rows("SELECT count(*) FROM media LIMIT ${'n'}", CARDINALITY_OPTIONAL);
    expect_rows("SELECT count(*) OVER () FROM media", CARDINALITY_MANY);
    expect_rows("SELECT max(id, 1) FROM media", CARDINALITY_MANY);
    expect_rows("SELECT (SELECT count(*) FROM source) FROM media", CARDINALITY_MANY);
    expect_rows("SELECT * FROM media LIMIT 1", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media LIMIT 2", CARDINALITY_MANY);
    expect_rows("SELECT * FROM media LIMIT ${'n'}", CARDINALITY_MANY);
    expect_rows("SELECT 1", CARDINALITY_ONE);
    expect_rows("SELECT 1 WHERE ${'x'}", CARDINALITY_OPTIONAL);
    expect_rows("SELECT 1 LIMIT 0", CARDINALITY_OPTIONAL);
    expect_rows("VALUES (1)", CARDINALITY_ONE);
    expect_rows("VALUES (1), (2)", CARDINALITY_MANY);
    expect_rows("SELECT 1 UNION SELECT 2", CARDINALITY_MANY);
}

Test(infer_rows, statements_that_write_return_what_they_touch)
{
    expect_rows("INSERT INTO media (uri) VALUES ('x')", CARDINALITY_EXEC);
    expect_rows("INSERT INTO media (uri) VALUES ('x') RETURNING id", CARDINALITY_ONE);
    expect_rows("INSERT INTO media DEFAULT VALUES RETURNING id", CARDINALITY_ONE);
    expect_rows("INSERT INTO media (uri) VALUES ('x'), ('y') RETURNING id",
                CARDINALITY_MANY);
    expect_rows("INSERT OR IGNORE INTO media (uri) VALUES ('x') RETURNING id",
                CARDINALITY_OPTIONAL);
    expect_rows("INSERT OR REPLACE INTO media (uri) VALUES ('x') RETURNING id",
                CARDINALITY_ONE);
    expect_rows(
        "INSERT INTO media (uri) VALUES ('x') ON CONFLICT DO NOTHING RETURNING id",
        CARDINALITY_OPTIONAL);
    expect_rows(
        "INSERT INTO media (uri) VALUES ('x') ON CONFLICT (uri) DO UPDATE SET kind = 'a' "
        "RETURNING id",
        CARDINALITY_ONE);
    expect_rows(
        "INSERT INTO media (uri) VALUES ('x') ON CONFLICT (uri) DO UPDATE SET kind = 'a' "
        "WHERE width > 1 RETURNING id",
        CARDINALITY_OPTIONAL);
    expect_rows("INSERT INTO media (uri) SELECT uri FROM media RETURNING id",
                CARDINALITY_MANY);
    expect_rows("INSERT INTO media (uri) SELECT count(*) FROM media RETURNING id",
                CARDINALITY_ONE);
    expect_rows(
        "INSERT INTO media (uri) SELECT 'x' WHERE NOT EXISTS (SELECT 1 FROM media) "
        "RETURNING id",
        CARDINALITY_OPTIONAL);
    expect_rows("UPDATE media SET uri = 'x' WHERE id = 1 RETURNING id",
                CARDINALITY_OPTIONAL);
    expect_rows("UPDATE media SET uri = 'x' RETURNING id", CARDINALITY_MANY);
    expect_rows(
        "UPDATE media SET uri = 'x' FROM source s WHERE media.id = 1 RETURNING id",
        CARDINALITY_OPTIONAL);
    expect_rows(
        "UPDATE media SET uri = 'x' FROM source s WHERE media.id = s.id RETURNING id",
        CARDINALITY_MANY);
    expect_rows("DELETE FROM media WHERE uri = 'x' RETURNING id", CARDINALITY_OPTIONAL);
    expect_rows("DELETE FROM media WHERE id = 1", CARDINALITY_EXEC);
}

Test(infer_rows, the_reason_is_a_sentence)
{
    Bench b;
    const CheckedQuery *q = judge(&b, "SELECT * FROM media WHERE id = ${'id'}");
    cr_expect(str_is(q->why_cardinality, "media.id equals :id, a key"), "%.*s",
              STR_ARG(q->why_cardinality));
    arena_free(&b.mem);
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
    expect_sql("SELECT * FROM source s FULL JOIN tag t USING (name)",
               "SELECT * FROM source s FULL JOIN tag t USING (name)");
    expect_sql("SELECT count(*) FROM source", "SELECT count(*) FROM source");
    expect_sql("SELECT EXISTS (SELECT * FROM source)",
               "SELECT EXISTS (SELECT * FROM source)");
    expect_sql(
        "SELECT id FROM media WHERE id IN (SELECT id FROM (SELECT * FROM source))",
        "SELECT id FROM media WHERE id IN (SELECT id FROM (SELECT * FROM source))");
}
