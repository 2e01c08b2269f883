// test_infer_rows.c - how many rows come back, claim by claim.

#include "infer_fixture.h"

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
        CARDINALITY_OPTIONAL); // no row of the right side alone has an m.id
    expect_rows(
        "SELECT * FROM media m RIGHT JOIN source s ON s.id = m.id WHERE m.id = 1 OR 1",
        CARDINALITY_MANY);
    expect_rows(
        "SELECT * FROM media m JOIN source s ON m.source_id = s.id WHERE s.id = 1",
        CARDINALITY_MANY);
    expect_rows(
        "SELECT * FROM (SELECT max(id) AS m FROM media) a JOIN source s ON s.id = 1",
        CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM recent WHERE id = 1", CARDINALITY_OPTIONAL);
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

Test(infer_rows, keys_come_through_views_subqueries_and_groups)
{
    expect_rows("SELECT * FROM recent WHERE id = 1", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM both WHERE id = 1", CARDINALITY_MANY);
    expect_rows("WITH c AS (SELECT id, uri FROM media) SELECT * FROM c WHERE id = 1",
                CARDINALITY_OPTIONAL);
    expect_rows(
        "SELECT * FROM (SELECT kind, count(*) FROM media GROUP BY kind) WHERE kind "
        "= 'a'",
        CARDINALITY_OPTIONAL);
    expect_rows(
        "SELECT * FROM (SELECT kind AS k, count(*) FROM media GROUP BY 1) WHERE k IS "
        "NULL",
        CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM (SELECT DISTINCT kind FROM media) WHERE kind = 'a'",
                CARDINALITY_OPTIONAL);
    expect_rows(
        "SELECT * FROM (SELECT m.id, s.url FROM media m JOIN source s ON s.id = "
        "m.source_id) WHERE id = 1",
        CARDINALITY_OPTIONAL);
    expect_rows(
        "SELECT * FROM (SELECT m.id, s.url FROM media m JOIN source s) WHERE id = 1",
        CARDINALITY_MANY);
    expect_rows("SELECT * FROM (SELECT count(*) AS n FROM media)", CARDINALITY_ONE);
    expect_rows("SELECT * FROM (SELECT count(*) AS n FROM media) WHERE n",
                CARDINALITY_OPTIONAL);
    expect_rows("SELECT count(*) FROM media WHERE id = 1 GROUP BY id",
                CARDINALITY_OPTIONAL);
    // Null-extended or not: two groups.
    expect_rows(
        "SELECT x.m FROM media LEFT JOIN (SELECT max(id) AS m FROM source) x ON "
        "media.width GROUP BY x.m",
        CARDINALITY_MANY);
    expect_rows("SELECT id FROM media WHERE id = 1 EXCEPT SELECT id FROM source",
                CARDINALITY_OPTIONAL);
}

Test(infer_rows, what_is_the_same_for_all_rows_fixes_a_key)
{
    expect_rows("SELECT * FROM media WHERE id = (SELECT max(id) FROM source)",
                CARDINALITY_OPTIONAL);
    expect_rows(
        "SELECT * FROM media WHERE id = (SELECT max(s.id) FROM source s WHERE s.url "
        "= media.uri)",
        CARDINALITY_MANY);
    expect_rows("SELECT * FROM media WHERE id = abs(${'x'}) + 1", CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media WHERE id = CAST(${'x'} AS INTEGER)",
                CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media WHERE id = width", CARDINALITY_MANY);
    expect_rows("SELECT * FROM media WHERE id = width AND width = 1",
                CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media JOIN source USING (id) WHERE media.id = 1",
                CARDINALITY_OPTIONAL);
    expect_rows("SELECT * FROM media NATURAL JOIN source WHERE source.id = 1",
                CARDINALITY_OPTIONAL);
    // coalesce(s.id, 5) is 5 where nothing matches, and s.id where something does.
    expect_rows(
        "SELECT * FROM media m LEFT JOIN source s ON s.id = 1 AND m.width WHERE m.id "
        "= coalesce(s.created_at, 5)",
        CARDINALITY_MANY);
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
    cr_expect(str_is(q->why_cardinality, "media.id is the primary key and equals :id"),
              "%.*s", STR_ARG(q->why_cardinality));
    arena_free(&b.mem);
}

// --- what was stated, and what cannot be read ----------------------------------------

static Bench bench_stated(const char *sql, Cardinality stated)
{
    Bench b = {.tables = tables, .n_tables = 1};
    bench_query(&b, "q", sql);
    b.queries.items[0].stated = stated;
    bench_judge(&b);
    return b;
}

Test(infer_stated, rows_cannot_be_wanted_where_there_are_none)
{
    static const Cardinality wanted[] = {CARDINALITY_ONE, CARDINALITY_OPTIONAL,
                                         CARDINALITY_MANY};
    for (size_t i = 0; i < 3; i++) {
        Bench b = bench_stated("DELETE FROM media", wanted[i]);
        cr_expect(bench_says(&b, "[W312]"), "%.*s", STR_ARG(b.said));
        arena_free(&b.mem);
    }
}

Test(infer_stated, what_is_weaker_or_a_contract_is_allowed)
{
    static const Cardinality wanted[] = {CARDINALITY_EXEC, CARDINALITY_ONE,
                                         CARDINALITY_OPTIONAL, CARDINALITY_MANY};
    for (size_t i = 0; i < 4; i++) {
        Bench b = bench_stated("SELECT id FROM media WHERE id = ${'id'}", wanted[i]);
        cr_assert(b.ok, "%.*s", STR_ARG(b.said));
        cr_expect_eq(bench_find(&b, "q")->cardinality, wanted[i]);
        cr_expect_eq(bench_find(&b, "q")->inferred, CARDINALITY_OPTIONAL);
        arena_free(&b.mem);
    }
}
