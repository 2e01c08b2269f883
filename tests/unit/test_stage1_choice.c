// test_stage1_choice.c - when() and orderBy(): a query's statements, one a choice.

#include "parse_fixture.h"

#define TABLE                                                                          \
    DRIZZLE                                                                            \
    "import { defineQuery, when, orderBy } from 'weave-orm';\n"                        \
    "export const media = sqliteTable('media', { id: integer('id').primaryKey(), "     \
    "uri: text('uri').notNull(), size: integer('size') });\n"

static void parse_queries(Parsed *p, const char *text)
{
    Buf whole = {.arena = &p->mem};
    buf_z(&whole, TABLE);
    buf_z(&whole, text);
    parsed_text(p, "media.ts", buf_str(&whole));
    parse(p, "media.ts");
}

// The statements of the only query: their names and texts, a line each.
static void gives(const char *text, const char *statements)
{
    Parsed p = {0};
    Buf out = {.arena = &p.mem};
    parse_queries(&p, text);
    cr_assert(p.ok, "%s\n%.*s", text, STR_ARG(p.said));
    for (size_t i = 0; i < p.catalog.n_queries; i++)
        buf_format(&out, "%.*s: %.*s\n", STR_ARG(p.catalog.queries[i].part),
                   STR_ARG(p.catalog.queries[i].sql));
    cr_expect(str_is(buf_str(&out), statements), "%s\ngives:\n%.*s", text,
              STR_ARG(buf_str(&out)));
    cr_expect_eq(catalog_count_queries(&p.catalog), 1);
    arena_free(&p.mem);
}

static void refused(const char *text, const char *said)
{
    Parsed p = {0};
    parse_queries(&p, text);
    cr_expect(!p.ok, "accepted: %s", text);
    cr_expect(parsed_says(&p, said), "not said: %s\nbut: %.*s", said, STR_ARG(p.said));
    arena_free(&p.mem);
}

Test(choice, each_way_to_choose_is_a_statement)
{
    gives("export const q = defineQuery`SELECT id FROM media WHERE true "
          "${when('big', sql`AND size > ${'least'}`)}${when('named', sql`AND uri = "
          "${'uri'}`)}`;",
          ": SELECT id FROM media WHERE true \n"
          "big: SELECT id FROM media WHERE true AND size > :least\n"
          "named: SELECT id FROM media WHERE true AND uri = :uri\n"
          "big, named: SELECT id FROM media WHERE true AND size > :leastAND uri = "
          ":uri\n");
}

Test(choice, the_words_order_by_are_written_where_they_are_not)
{
    const char *const wanted = ": SELECT id FROM media ORDER BY id DESC\n"
                               "sort=name: SELECT id FROM media ORDER BY uri\n";
    gives("const order = orderBy('sort', { newest: sql`id DESC`, name: sql`uri` });\n"
          "export const q = defineQuery`SELECT id FROM media ${order}`;",
          wanted);
    gives(
        "export const q = defineQuery`SELECT id FROM media ORDER BY ${orderBy('sort', "
        "{ newest: sql`id DESC`, name: sql`uri` })}`;",
        wanted);
    gives("export const q = defineQuery`SELECT id FROM media order  by size, "
          "${orderBy('sort', { newest: sql`id DESC` })}`;",
          ": SELECT id FROM media order  by size, id DESC\n");
}

Test(choice, a_choice_in_a_fragment_counts_where_the_fragment_is)
{
    gives("const inner = when('b', sql` + 2`);\n"
          "export const q = defineQuery`SELECT 1${when('a', sql` + 1${inner}`)} "
          "${orderBy('s', { x: sql`1`, y: sql`2${when('c', sql`+0`)}` })}`;",
          ": SELECT 1 ORDER BY 1\n"
          "a, s=x: SELECT 1 + 1 ORDER BY 1\n"
          "b, s=x: SELECT 1 ORDER BY 1\n"
          "a, b, s=x: SELECT 1 + 1 + 2 ORDER BY 1\n"
          "s=y: SELECT 1 ORDER BY 2\n"
          "a, s=y: SELECT 1 + 1 ORDER BY 2\n"
          "b, s=y: SELECT 1 ORDER BY 2\n"
          "a, b, s=y: SELECT 1 + 1 + 2 ORDER BY 2\n"
          "s=x, c: SELECT 1 ORDER BY 1\n"
          "a, s=x, c: SELECT 1 + 1 ORDER BY 1\n"
          "b, s=x, c: SELECT 1 ORDER BY 1\n"
          "a, b, s=x, c: SELECT 1 + 1 + 2 ORDER BY 1\n"
          "s=y, c: SELECT 1 ORDER BY 2+0\n"
          "a, s=y, c: SELECT 1 + 1 ORDER BY 2+0\n"
          "b, s=y, c: SELECT 1 ORDER BY 2+0\n"
          "a, b, s=y, c: SELECT 1 + 1 + 2 ORDER BY 2+0\n");
}

Test(choice, one_name_in_two_places_is_one_choice)
{
    gives("export const q = defineQuery`SELECT 1${when('a', sql`+1`)}${when('a', "
          "sql`+2`)}`;",
          ": SELECT 1\na: SELECT 1+1+2\n");
}

Test(choice, the_query_builder_leaves_out_what_is_not_chosen)
{
    gives(
        "export const q = defineQuery((db) => db.select({ id: media.id }).from(media)"
        ".where(and(eq(media.uri, sql.placeholder('uri')), when('big', gt(media.size, "
        "9)))).orderBy(orderBy('sort', { newest: desc(media.id), name: media.uri })));\n"
        "import { gt } from 'drizzle-orm';",
        ": select \"id\" from \"media\" where \"media\".\"uri\" = :uri order by "
        "\"media\".\"id\" desc\n"
        "big, sort=newest: select \"id\" from \"media\" where (\"media\".\"uri\" = "
        ":uri and \"media\".\"size\" > 9) order by \"media\".\"id\" desc\n"
        "sort=name: select \"id\" from \"media\" where \"media\".\"uri\" = :uri order "
        "by \"media\".\"uri\"\n"
        "big, sort=name: select \"id\" from \"media\" where (\"media\".\"uri\" = :uri "
        "and \"media\".\"size\" > 9) order by \"media\".\"uri\"\n");
    gives("export const q = defineQuery((db) => db.select({ id: media.id }).from(media)"
          ".where(when('big', sql`${media.size} > 9`)));",
          ": select \"id\" from \"media\"\n"
          "big: select \"id\" from \"media\" where \"media\".\"size\" > 9\n");
}

Test(choice, parameters_are_those_of_their_statement)
{
    Parsed p = {0};
    parse_queries(&p, "export const q = defineQuery`SELECT id FROM media WHERE uri = "
                      "${'uri'} ${when('big', sql`AND size > ${'least: int'}`)}`;");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    const Query *q = p.catalog.queries;
    cr_assert_eq(p.catalog.n_queries, 2);
    cr_expect_eq(q[0].n_params, 1);
    cr_assert_eq(q[1].n_params, 2);
    cr_expect(str_is(q[1].params[1].declared, "int"));
    cr_assert_eq(q[0].n_choices, 1);
    cr_expect_eq(q[1].n_choices, 0);
    Span at = q[0].choices[0].at;
    cr_expect(str_is(str_cut(p.files[0].text, at.start, at.start + at.len),
                     "sql`AND size > ${'least: int'}`"));
    arena_free(&p.mem);
}

Test(choice, a_query_has_room_for_six)
{
    Buf text = {0};
    Arena mem = {0};
    text.arena = &mem;
    buf_z(&text, "export const q = defineQuery`SELECT 1");
    for (int i = 0; i < 6; i++)
        buf_format(&text, "${when('w%d', sql`+%d`)}", i, i);
    Parsed p = {0};
    parse_queries(&p, str_format(&mem, "%.*s`;", STR_ARG(buf_str(&text))).ptr);
    cr_expect(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect_eq(p.catalog.n_queries, 64);
    arena_free(&p.mem);
    refused(
        str_format(&mem, "%.*s${when('w6', sql`+6`)}`;", STR_ARG(buf_str(&text))).ptr,
        "a query has room for six when(), and this is one more [W124]");
    refused(str_format(&mem,
                       "%.*s${orderBy('s', { a: sql`1`, b: sql`2`, c: sql`3`, d: "
                       "sql`4`, e: sql`5` })}`;",
                       STR_ARG(buf_str(&text)))
                .ptr,
            "the choices of this query make 320 statements [W124]");
    arena_free(&mem);
}

Test(choice, what_is_no_choice_is_refused)
{
    refused("export const q = defineQuery`SELECT 1 ${when('a')}`;",
            "when() takes a name and sql`...`, not undefined [W104]");
    refused("export const q = defineQuery`SELECT 1 ${when('a', 'b')}`;",
            "when() takes a name and sql`...`, not a string [W104]");
    refused("export const q = defineQuery`SELECT 1 ${when('a: int', sql`b`)}`;",
            "\"a: int\" is not a name: a choice has no type and no mark [W121]");
    refused("export const q = defineQuery`SELECT 1 ${orderBy('a', {})}`;",
            "orderBy() takes a name and an object of what can be chosen [W104]");
    refused("export const q = defineQuery`SELECT 1 ${orderBy('a', { b: 'c' })}`;",
            "each order of orderBy() is sql`...`, not a string [W104]");
    refused("export const q = defineQuery`SELECT 1 ${orderBy('a', { b: sql`1` })} "
            "${orderBy('a', { c: sql`1` })}`;",
            "two choices of this query are called \"a\" and are not the same [W124]");
    refused("export const q = defineQuery`SELECT 1 ${orderBy('a', { b: sql`1` })} "
            "${when('a', sql`1`)}`;",
            "two choices of this query are called \"a\" and are not the same [W124]");
    refused("const w = when('a', sql`true`);\n"
            "export const q = defineQuery((db) => "
            "db.select().from(media).where(sql`1 AND ${w}`));",
            "a choice cannot stand here [W124]");
    refused("export const t = sqliteTable('t', { a: integer().default(sql`1${when('a', "
            "sql`+1`)}`) });",
            "a choice cannot stand here [W124]");
    refused("export const q = defineQuery((db) => db.select().from(media).where("
            "when('a', sql`1${'b'}`)).orderBy(when('a', process.env.X)));",
            "process.env");
}
