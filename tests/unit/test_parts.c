// test_parts.c - what is known of parameters, and of queries made of several statements.

#include "judge_fixture.h"

#include <criterion/criterion.h>

#define MEDIA                                                                          \
    "CREATE TABLE media (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, content_hash " \
    "TEXT, mime_type TEXT NOT NULL, uri TEXT NOT NULL, created_at INTEGER NOT NULL)"

static void says(const Bench *b, const char *what)
{
    cr_expect(bench_says(b, what), "not said: %s\nbut:\n%.*s", what, STR_ARG(b->said));
}

Test(parts, a_parameter_without_a_type_is_described_and_not_emitted)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "q", "SELECT ${'now'} AS now");
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_expect_eq(b.checked.queries[0].params[0].known, KNOWN_UNKNOWN);
    cr_expect(!check_types_known(&b.checked, b.diag));
    b.said = bench_printed(&b);
    says(&b, "schema.ts:2:28: error: cannot infer the type of the parameter 'now'");
    says(&b, "${'now: timestamp_ms'}");
    arena_free(&b.mem);
}

Test(parts, further_statements_of_a_query_are_judged_and_counted_with_it)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "withParts", "SELECT id FROM media");
    bench_query(&b, "withParts", "SELECT uri FROM media WHERE id = ${'id'}");
    bench_query(&b, "other", "SELECT 1 AS one");
    b.queries.items[1].part = S("uri");
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    const CheckedQuery *first = checked_next(&b.checked, NULL);
    cr_expect_eq(checked_statements(&b.checked, first), 2);
    cr_expect_eq(first[1].n_params, 1);
    const CheckedQuery *second = checked_next(&b.checked, first);
    cr_expect(str_is(second->query->name, "other"));
    cr_expect_eq(checked_statements(&b.checked, second), 1);
    cr_expect_null(checked_next(&b.checked, second));
    cr_expect_eq(catalog_count_queries(&b.catalog), 2);
    arena_free(&b.mem);
}

// The statements of one query, which the caller chooses by `choices`.
static void bench_choices(Bench *b, const Choice *choices, size_t n)
{
    static const char *const parts[] = {"", "one", "two", "three"};
    for (size_t i = 0; i < b->queries.n; i++)
        b->queries.items[i].part = str_z(parts[i]);
    b->queries.items[0].choices = choices;
    b->queries.items[0].n_choices = n;
    bench_judge(b);
}

static const Choice one_when[] = {{.name = STR("big")}};

Test(parts, statements_of_a_choice_are_united_for_the_caller)
{
    Bench b = {0};
    bench_schema(&b,
                 "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER NOT NULL)");
    bench_query(&b, "q", "SELECT a FROM t WHERE a IS NOT NULL AND id = ${'id'}");
    bench_query(&b, "q", "SELECT a FROM t WHERE b > ${'least'} AND id <> ${'id'}");
    bench_choices(&b, one_when, 1);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    const CheckedQuery *q = b.checked.queries, *whole = checked_whole(q);
    cr_expect_neq(whole, q);
    cr_expect_not(q->columns[0].nullable, "each statement keeps its own claims");
    cr_expect(whole->columns[0].nullable);
    cr_expect_eq(q->cardinality, CARDINALITY_OPTIONAL);
    cr_expect_eq(whole->cardinality, CARDINALITY_MANY);
    cr_assert_eq(whole->n_params, 2);
    cr_expect(str_is(whole->params[0].name, "least"));
    cr_expect_eq(whole->params[1].number, 2);
    cr_expect_eq(checked_whole(q + 1), q + 1);
    arena_free(&b.mem);
}

Test(parts, what_one_statement_does_not_say_of_a_parameter_another_does)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "q", "SELECT id FROM media WHERE ${'x'} IS NOT NULL");
    bench_query(&b, "q", "SELECT id FROM media WHERE id = ${'x'}");
    bench_choices(&b, one_when, 1);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_expect_eq(b.checked.queries[0].params[0].known, KNOWN_INFERRED);
    cr_expect(check_types_known(&b.checked, b.diag));
    arena_free(&b.mem);
}

Test(parts, statements_of_a_choice_give_the_same_columns)
{
    Bench b = {0};
    bench_schema(&b, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)");
    bench_query(&b, "q", "SELECT id FROM t");
    bench_query(&b, "q", "SELECT a AS id FROM t");
    Choice choices[] = {{.name = S("big"), .at = b.queries.items[1].at}};
    bench_choices(&b, choices, 1);
    cr_assert_not(b.ok);
    says(&b,
         "with this the query gives \"id\" text, and \"id\" integer without [W314]");
    says(&b, "schema.ts:3:");
    arena_free(&b.mem);
}

Test(parts, a_parameter_has_one_type_in_all_statements_of_a_choice)
{
    Bench b = {0};
    bench_schema(&b, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)");
    bench_query(&b, "q", "SELECT id FROM t WHERE id = ${'x'}");
    bench_query(&b, "q", "SELECT id FROM t WHERE a = ${'x'}");
    bench_choices(&b, one_when, 1);
    cr_assert_not(b.ok);
    says(
        &b,
        "it is text (t.a) in one statement of this query and integer (t.id) in another");
    arena_free(&b.mem);
}

Test(parts, a_mistake_names_the_statement_it_is_in)
{
    Bench b = {0};
    bench_schema(&b, MEDIA);
    bench_query(&b, "q", "SELECT id FROM media");
    bench_query(&b, "q", "SELECT id FROM media WHERE nope = 1");
    bench_choices(&b, one_when, 1);
    cr_assert_not(b.ok);
    says(&b, "no such column: nope");
    says(&b, "in its statement \"one\"");
    arena_free(&b.mem);
}

Test(parts, px_17_a_filter_on_json_is_typed_by_its_declaration)
{
    Bench b = {0};
    bench_schema(&b, "CREATE TABLE t (id INTEGER PRIMARY KEY, metadata TEXT)");
    bench_query(&b, "typed",
                "SELECT id FROM t WHERE metadata ->> 'did' = ${'did: text'}");
    bench_query(
        &b, "extracted",
        "SELECT id FROM t WHERE json_extract(metadata, '$.a[0].b') > ${'n: int'}");
    bench_judge(&b);
    cr_assert(b.ok, "%.*s", STR_ARG(b.said));
    cr_expect(check_types_known(&b.checked, b.diag));
    cr_expect_eq(bench_find(&b, "typed")->params[0].type.storage, CLASS_TEXT);
    cr_expect_eq(bench_find(&b, "extracted")->params[0].type.storage, CLASS_INTEGER);
    arena_free(&b.mem);
    b = (Bench){0};
    bench_schema(&b, "CREATE TABLE t (id INTEGER PRIMARY KEY, metadata TEXT)");
    bench_query(&b, "untyped", "SELECT id FROM t WHERE metadata ->> 'did' = ${'did'}");
    bench_judge(&b);
    cr_expect_not(check_types_known(&b.checked, b.diag));
    arena_free(&b.mem);
}

Test(parts, px_17_a_path_into_json_is_read_at_weave_time)
{
    static const char *const wrong[] = {
        "SELECT id FROM t WHERE metadata ->> '$.a[' = 1",
        "SELECT metadata -> '$..a' AS a FROM t",
        "SELECT json_extract(metadata, '$[x]') AS a FROM t",
        "SELECT id FROM t WHERE json_type((metadata), 'a') = 'text'",
    };
    static const char *const right[] = {
        "SELECT id FROM t WHERE metadata ->> 'a[' = 1",
        "SELECT id FROM t WHERE metadata -> '$.a[#-1]' IS NOT NULL AND 'x' <> '$['",
        "SELECT json_extract(metadata, '$.\"a b\"', '$.c') AS a, coalesce(a, '$[') FROM t2",
    };
    for (size_t i = 0; i < 7; i++) {
        Bench b = {0};
        bench_schema(&b, "CREATE TABLE t (id INTEGER PRIMARY KEY, metadata TEXT)");
        bench_schema(&b, "CREATE TABLE t2 (a TEXT, metadata TEXT)");
        bench_query(&b, "q", i < 4 ? wrong[i] : right[i - 4]);
        bench_judge(&b);
        cr_expect_eq(b.ok, i >= 4, "%zu: %.*s", i, STR_ARG(b.said));
        if (i < 4)
            says(&b, "JSON path error near");
        arena_free(&b.mem);
    }
}
