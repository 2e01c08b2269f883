// test_stage1_relational.c - db.query as the statements and levels of the catalog.
//
// That these give Drizzle's rows is tests/oracle/relational.mjs's to say; here stands which
// statements there are, and why.

#include "parse_fixture.h"

#define TABLES                                                                         \
    "import { relations, defineRelations } from 'drizzle-orm';\n"                      \
    "import { defineQuery } from 'weave-orm';\n"                                       \
    "export const users = sqliteTable('users', { id: integer().primaryKey(), "         \
    "name: text().notNull(), code: text().unique() });\n"                              \
    "export const posts = sqliteTable('posts', { id: integer().primaryKey(), "         \
    "by: integer().notNull().references(() => users.id), code: text(), at: "           \
    "integer().notNull() }, (t) => [index('posts_by').on(t.by)]);\n"                   \
    "export const tags = sqliteTable('tags', { post: integer(), word: text() });\n"    \
    "export const seen = sqliteView('seen', { id: integer(), by: integer() })"         \
    ".as(sql`select id, by from posts`);\n"                                            \
    "export const all = defineRelations({ users, posts, tags, seen }, (r) => ({\n"     \
    "  users: { posts: r.many.posts({ from: r.users.id, to: r.posts.by }),\n"          \
    "    coded: r.many.posts({ from: r.users.code, to: r.posts.code }),\n"             \
    "    words: r.many.posts({ from: r.users.id.through(r.tags.post), to: "            \
    "r.posts.code.through(r.tags.word) }),\n"                                          \
    "    seen: r.many.seen({ from: r.users.id, to: r.seen.by }) },\n"                  \
    "  posts: { author: r.one.users({ from: r.posts.by, to: r.users.id }),\n"          \
    "    namesake: r.one.users({ from: r.posts.code, to: r.users.code }),\n"           \
    "    named: r.one.users({ from: r.posts.code, to: r.users.name }) },\n"            \
    "  seen: { author: r.one.users({ from: r.seen.by, to: r.users.id }), more: "       \
    "r.many.posts({ from: r.seen.id, to: r.posts.id }) },\n"                           \
    "}));\n"

static void parse_query(Parsed *p, const char *query)
{
    Buf whole = {.arena = &p->mem};
    buf_z(&whole, DRIZZLE TABLES);
    buf_format(&whole, "export const q = { a: defineQuery((db) => db.query.%s) };\n",
               query);
    parsed_text(p, "schema.ts", buf_str(&whole));
    parse(p, "schema.ts");
}

// "posts many by statement 1", one line a level, and the FROM of each statement.
static void gives(const char *query, const char *expected)
{
    Parsed p = {0};
    Buf out = {.arena = &p.mem};
    parse_query(&p, query);
    cr_assert(p.ok && p.said.len == 0, "%s\n%.*s", query, STR_ARG(p.said));
    const Query *first = p.catalog.queries;
    for (size_t i = 1; i < first->n_levels; i++) {
        const Level *l = &first->levels[i];
        buf_format(&out, "%.*s %s %s %u\n", STR_ARG(l->key),
                   l->many       ? "many"
                   : l->optional ? "one?"
                                 : "one",
                   l->joined ? "joined to" : "by statement", (unsigned)l->part);
    }
    for (size_t i = 0; i < p.catalog.n_queries; i++) {
        Str sql = p.catalog.queries[i].sql;
        size_t from = str_find_str(sql, S("\nfrom "));
        cr_assert_neq(from, STR_NONE);
        buf_format(&out, "%.*s:%.*s\n", STR_ARG(p.catalog.queries[i].part),
                   STR_ARG(str_cut(sql, from, sql.len)));
    }
    cr_expect(str_is(buf_str(&out), expected), "%s\ngives\n%.*s\nnot\n%s", query,
              STR_ARG(buf_str(&out)), expected);
    arena_free(&p.mem);
}

static void refused(const char *query, const char *what)
{
    Parsed p = {0};
    parse_query(&p, query);
    cr_expect(!p.ok && str_find_str(p.said, str_z(what)) != STR_NONE, "%s\n%.*s", query,
              STR_ARG(p.said));
    arena_free(&p.mem);
}

Test(relational, one_row_that_a_key_finds_is_joined)
{
    gives("posts.findMany({ with: { author: true, namesake: true } })",
          "author one joined to 0\n"
          "namesake one? joined to 0\n"
          ":\nfrom \"posts\"\n"
          "left join \"users\" \"posts_author\"\n"
          "  on \"posts_author\".\"id\" = \"posts\".\"by\"\n"
          "left join \"users\" \"posts_namesake\"\n"
          "  on \"posts_namesake\".\"code\" = \"posts\".\"code\"\n");
}

Test(relational, one_row_that_no_key_finds_is_the_first_of_a_statement)
{
    gives("posts.findMany({ with: { named: true } })",
          "named one? by statement 1\n"
          ":\nfrom \"posts\"\n"
          "named:\nfrom weave_list(:weave_parents) \"weave_parents\"\n"
          "cross join \"posts\"\n"
          "  on \"posts\".\"id\" = \"weave_parents\".\"value\"\n"
          "cross join \"users\" \"posts_named\"\n"
          "  on \"posts_named\".\"id\" in (\n"
          "    select \"posts_named\".\"id\" from \"users\" \"posts_named\"\n"
          "    where \"posts_named\".\"name\" = \"posts\".\"code\"\n"
          "    limit 1)\n"
          "order by \"weave_parents\".\"rowid\"\n");
}

Test(relational, what_a_sort_throws_away_is_not_joined)
{
    gives(
        "posts.findMany({ with: { author: true }, orderBy: { at: 'asc' }, limit: 9 })",
        "author one by statement 1\n"
        ":\nfrom \"posts\"\norder by \"posts\".\"at\" asc\nlimit 9\n"
        "author:\nfrom weave_list(:weave_parents) \"weave_parents\"\n"
        "cross join \"posts\"\n"
        "  on \"posts\".\"id\" = \"weave_parents\".\"value\"\n"
        "cross join \"users\" \"posts_author\"\n"
        "  on \"posts_author\".\"id\" = \"posts\".\"by\"\n"
        "order by \"weave_parents\".\"rowid\"\n");
    gives(
        "posts.findMany({ with: { author: true }, orderBy: { by: 'asc' }, limit: 9 })",
        "author one joined to 0\n"
        ":\nfrom \"posts\"\n"
        "left join \"users\" \"posts_author\"\n"
        "  on \"posts_author\".\"id\" = \"posts\".\"by\"\n"
        "order by \"posts\".\"by\" asc\nlimit 9\n");
}

Test(relational, rowids_are_compared_directly_and_other_keys_through_their_row)
{
    gives("users.findMany({ with: { posts: true, coded: true } })",
          "posts many by statement 1\n"
          "coded many by statement 2\n"
          ":\nfrom \"users\"\n"
          "posts:\nfrom weave_list(:weave_parents) \"weave_parents\"\n"
          "cross join \"posts\" \"users_posts\"\n"
          "  on \"users_posts\".\"by\" = \"weave_parents\".\"value\"\n"
          "order by \"weave_parents\".\"rowid\"\n"
          "coded:\nfrom weave_list(:weave_parents) \"weave_parents\"\n"
          "cross join \"users\"\n"
          "  on \"users\".\"id\" = \"weave_parents\".\"value\"\n"
          "cross join \"posts\" \"users_coded\"\n"
          "  on \"users_coded\".\"code\" = \"users\".\"code\"\n"
          "order by \"weave_parents\".\"rowid\", \"users_coded\".\"id\"\n");
}

Test(relational, a_limit_is_one_for_each_parent)
{
    gives("users.findFirst({ with: { posts: { where: { at: { gt: 1 } }, orderBy: { at: "
          "'desc' }, limit: 2, offset: sql.placeholder('o') } } })",
          "posts many by statement 1\n"
          ":\nfrom \"users\"\nlimit 1\n"
          "posts:\nfrom weave_list(:weave_parents) \"weave_parents\"\n"
          "cross join \"posts\" \"users_posts\"\n"
          "  on \"users_posts\".\"id\" in (\n"
          "    select \"users_posts\".\"id\" from \"posts\" \"users_posts\"\n"
          "    where \"users_posts\".\"by\" = \"weave_parents\".\"value\" and "
          "\"users_posts\".\"at\" > 1\n"
          "    order by \"users_posts\".\"at\" desc\n"
          "    limit 2 offset :o)\n"
          "order by \"weave_parents\".\"rowid\", \"users_posts\".\"at\" desc\n");
}

Test(relational, without_relations_it_is_a_query_like_any_other)
{
    Parsed p = {0};
    parse_query(&p, "users.findMany({ columns: { name: true }, offset: 2 })");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect_eq(p.catalog.n_queries, 1);
    cr_expect_eq(p.catalog.queries[0].n_levels, 0);
    cr_expect_eq(p.catalog.queries[0].stated, CARDINALITY_MANY);
    cr_expect(str_is(p.catalog.queries[0].sql,
                     "select \"users\".\"name\"\nfrom \"users\"\nlimit -1 offset 2"),
              "%.*s", STR_ARG(p.catalog.queries[0].sql));
    arena_free(&p.mem);
}

Test(relational, relations_may_stand_behind_the_query)
{
    Parsed p = {0};
    parsed_file(&p, "schema.ts",
                "export const q = { a: defineQuery((db) => db.query.users.findMany({ "
                "with: { posts: true } })) };\n" DRIZZLE TABLES);
    parse(&p, "schema.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect_eq(p.catalog.n_queries, 2);
    cr_expect(str_is(p.catalog.queries[1].part, "posts"));
    arena_free(&p.mem);
}

Test(relational, a_view_is_read_but_its_rows_are_not_found_again)
{
    gives("seen.findMany({ with: { author: true } })",
          "author one? joined to 0\n"
          ":\nfrom \"seen\"\n"
          "left join \"users\" \"seen_author\"\n"
          "  on \"seen_author\".\"id\" = \"seen\".\"by\"\n");
    refused("seen.findMany({ with: { more: true } })",
            "view \"seen\" has no rowid by which its rows could be found again");
    refused("users.findMany({ with: { seen: { limit: 1 } } })",
            "view \"seen\" has no rowid");
}

Test(relational, a_limit_through_a_table_needs_a_key_there)
{
    refused("users.findMany({ with: { words: { limit: 1 } } })",
            "a limit on \"words\" needs a key of \"tags\"");
}
