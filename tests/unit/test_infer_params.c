// test_infer_params.c - the type and nullability of parameters, claim by claim.

#include "infer_fixture.h"

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
    expect_params("SELECT 1 FROM words(${'a'}), json_each(${'b'})", "a text, b text");
    expect_params("INSERT INTO words (body) VALUES (${'a'})", "a text?");
    expect_params("SELECT CAST(${'a'} AS TEXT)", "a text");
    expect_params("SELECT 1 FROM media GROUP BY kind HAVING count(*) > ${'a'}",
                  "a integer");
    expect_params("SELECT coalesce(${'a'}, created_at) FROM media", "a timestamp_ms?");
    expect_params("SELECT id FROM media UNION SELECT ${'a'}", "a number");
}

Test(infer_params, sums_give_the_type_of_what_is_added)
{
    expect_params("SELECT 1 FROM media WHERE created_at < ${'now'} - ${'window'}",
                  "now timestamp_ms, window timestamp_ms");
    expect_params("SELECT 1 FROM media WHERE created_at > ${'now'} - 86400000",
                  "now timestamp_ms");
    expect_params("SELECT 1 FROM media WHERE created_at > ${'days'} * 86400000",
                  "days integer");
    expect_params("UPDATE media SET width = width + ${'by'}", "by number");
    expect_params("SELECT size * ${'x'} FROM media", "x real");
    expect_params("SELECT ${'a'} + ${'b'}", "a unknown, b unknown");
    expect_params("SELECT 1 FROM media WHERE id & ${'mask'}", "mask number");
    expect_params("SELECT -${'x'} = created_at FROM media", "x timestamp_ms");
}

Test(infer_params, the_strongest_use_decides)
{
    expect_params("UPDATE media SET width = ${'x'} LIMIT 1", "x number?");
    expect_params("SELECT 1 FROM media WHERE created_at > ${'x'} OR ${'x'} > 5",
                  "x timestamp_ms");
    expect_params("SELECT 1 FROM media WHERE ${'all'} OR is_public", "all boolean");
    expect_params("SELECT 1 FROM media WHERE size = ${'x'} AND width = ${'x'}",
                  "x real");
    expect_params("SELECT CASE WHEN ${'a'} THEN 1 END, ${'b'} IS TRUE",
                  "a boolean, b boolean");
    expect_params(
        "SELECT ntile(${'n'}) OVER (ORDER BY id ROWS ${'m'} PRECEDING) FROM media",
        "n number, m number");
    expect_params("SELECT CAST(${'x'} AS INTEGER), CAST(${'y'} AS BOOLEAN)",
                  "x integer, y boolean");
    expect_params("SELECT iif(${'c'}, ${'x'}, created_at) FROM media",
                  "c boolean, x timestamp_ms");
}

Test(infer_params, a_column_carries_its_parameter_along)
{
    expect_params("WITH x AS (SELECT ${'a'} AS v) SELECT 1 FROM media m, x WHERE "
                  "m.created_at = x.v",
                  "a timestamp_ms");
    expect_params("SELECT 1 FROM media m JOIN (VALUES (${'a'}, ${'b'})) v ON m.kind = "
                  "v.column1 AND m.id = v.column2",
                  "a enum, b number");
    expect_params(
        "INSERT INTO media (uri, created_at) WITH c AS (SELECT ${'a'} AS a, ${'b'} "
        "AS b) SELECT a, b FROM c",
        "a text, b timestamp_ms");
    expect_params(
        "WITH unused AS (SELECT ${'a'} = id FROM media) SELECT ${'b'} IS NULL",
        "a number, b unknown");
}

Test(infer_params, reasons_name_what_was_met)
{
    Bench b;
    const CheckedQuery *q =
        judge(&b, "SELECT 1 FROM media WHERE created_at > ${'a'} LIMIT ${'n'}");
    cr_assert(q, "%.*s", STR_ARG(b.said));
    cr_expect(str_is(q->params[0].why, "compared with media.created_at"), "%.*s",
              STR_ARG(q->params[0].why));
    cr_expect(str_is(q->params[1].why, "a count: LIMIT, OFFSET, or how many"));
    arena_free(&b.mem);
    q = judge(&b, "SELECT 1 FROM media WHERE uri = ${'x'} OR created_at = ${'x'}");
    cr_expect(!check_types_known(&b.checked, b.diag));
    b.said = bench_printed(&b);
    cr_expect(
        bench_says(&b, "cannot infer the type of the parameter 'x': it is both text"));
    cr_expect(bench_says(&b, "note: here it is text (media.uri)"), "%.*s",
              STR_ARG(b.said));
    cr_expect(bench_says(&b, "note: here it is timestamp_ms (media.created_at)"));
    arena_free(&b.mem);
}

Test(infer_params, a_name_proves_nothing)
{
    expect_params("SELECT 1 FROM media WHERE abs(${'createdAt'}) > 1",
                  "createdAt unknown");
    expect_params("SELECT 1 FROM source WHERE url = ${'created_at'}",
                  "created_at text");
}

Test(infer_params, what_is_not_certain_is_unknown_and_says_why)
{
    expect_params("SELECT ${'x'}", "x unknown");
    expect_params("SELECT 1 FROM tag WHERE note = ${'x'}", "x any"); // an answer
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
    cr_expect(
        str_is(
            q->params[0].why_unknown,
            "it is only compared with metadata ->> 'a', whose type depends on the data"),
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
