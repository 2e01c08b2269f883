// test_stage1_builder.c - the query builder: the SQL of views, and what it refuses.
//
// That the text is drizzle-orm's own is the oracle's to judge (tests/oracle/views.mjs);
// here stand what it cannot judge and what must be found wrong.

#include "parse_fixture.h"

#define TABLES                                                                         \
    "import { alias, QueryBuilder, union } from 'drizzle-orm/sqlite-core';\n"          \
    "import { gt, count, exists } from 'drizzle-orm';\n"                               \
    "export const u = sqliteTable('u', { id: integer().primaryKey(), firstName: "      \
    "text(), on: integer({ mode: 'boolean' }), at: integer({ mode: 'timestamp' }) "    \
    "});\n"                                                                            \
    "export const p = sqliteTable('p', { id: integer(), by: integer() });\n"           \
    "const qb = new QueryBuilder();\n"

static void view_gives(const char *query, const char *sql)
{
    char text[2048], ddl[1024];
    snprintf(text, sizeof text,
             TABLES "export const v = sqliteView('v').as((qb) => %s);", query);
    snprintf(ddl, sizeof ddl, "CREATE VIEW `v` AS %s;", sql);
    schema_gives(text, ddl);
}

static void view_refused(const char *query, const char *what)
{
    char text[2048];
    snprintf(text, sizeof text,
             TABLES "export const v = sqliteView('v').as((qb) => %s);", query);
    schema_refused(text, what);
}

Test(views, of_the_builder_write_operands_in_the_mode_of_their_column)
{
    view_gives(
        "qb.select({ id: u.id }).from(u).where(and(eq(u.on, true), gt(u.at, new "
        "Date(1500))))",
        "select \"id\" from \"u\" where (\"u\".\"on\" = 1 and \"u\".\"at\" > 1)");
}

Test(views, of_the_builder_qualify_columns_only_where_tables_are_joined)
{
    view_gives("qb.select({ a: u.id, b: sql`max(${u.id})`.as('b') }).from(u)",
               "select \"id\", max(\"id\") as \"b\" from \"u\"");
    view_gives(
        "qb.select({ a: u.id, b: sql`max(${u.id})`.as('b') }).from(u)"
        ".leftJoin(p, eq(p.by, u.id))",
        "select \"u\".\"id\", max(\"u\".\"id\") as \"b\" from \"u\" left join \"p\" "
        "on \"p\".\"by\" = \"u\".\"id\"");
}

// drizzle-kit 0.31 writes "firstName" here, which SQLite takes for a string.
Test(views, of_the_builder_follow_the_casing_in_every_clause)
{
    Parsed p = {.casing = CASING_SNAKE};
    parsed_file(
        &p, "s.ts",
        DRIZZLE TABLES
        "export const v = sqliteView('v').as((qb) => qb.select({ n: u.firstName, "
        "s: sql`lower(${u.firstName})`.as('s') }).from(u).where(eq(u.firstName, "
        "'x')).union(qb.select({ n: u.id, s: u.id }).from(u)).orderBy("
        "u.firstName, desc(u.firstName)));");
    parse(&p, "s.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect(
        str_is(p.catalog.views[0].sql,
               "select \"first_name\", lower(\"first_name\") as \"s\" from \"u\" "
               "where \"u\".\"first_name\" = 'x' union select \"id\", \"id\" from "
               "\"u\" order by \"first_name\", \"first_name\" desc"),
        "%.*s", STR_ARG(p.catalog.views[0].sql));
    arena_free(&p.mem);
}

Test(views, are_what_the_builder_was_when_the_view_was_made)
{
    view_gives(
        "{ const q = qb.select({ id: u.id }).from(u); const sq = q.as('sq'); const "
        "more = q.where(gt(u.id, 1)); return qb.select({ n: sql`(${q})`.as('n') "
        "}).from(sq); }",
        "select ((select \"id\" from \"u\" where \"u\".\"id\" > 1)) as \"n\" from "
        "(select \"id\" from \"u\") \"sq\"");
}

Test(views, know_their_columns_by_the_keys_of_the_selection)
{
    schema_gives(TABLES
                 "export const v = sqliteView('v').as((qb) => qb.select({ key: u.id, "
                 "deep: { name: u.firstName } }).from(u));\n"
                 "export const w = sqliteView('w').as((qb) => qb.select({ a: v.key, b: "
                 "v.deep.name }).from(v).where(eq(v.deep.name, 'x')));",
                 "CREATE VIEW `w` AS select \"id\", \"firstName\" from \"v\" where "
                 "\"v\".\"firstName\" = 'x';");
    view_refused("qb.select().from(u).where(eq(u.idd, 1))", "did you mean \"id\"?");
    schema_refused(TABLES "export const v = sqliteView('v').as((qb) => "
                          "qb.select({ key: u.id }).from(u));\n"
                          "export const w = sqliteView('w').as((qb) => "
                          "qb.select({ a: v.id }).from(v));",
                   "view \"v\" has no \"id\"");
}

Test(views, cannot_have_columns_without_a_name)
{
    view_refused("qb.select({ n: count() }).from(u)",
                 "name it with .as('n') to refer to it [W123]");
    view_refused("qb.select().from(qb.select({ n: sql`1` }).from(u).as('sq'))",
                 "\"n\" of a query is an expression without a name");
}

Test(views, select_only_from_what_is_part_of_the_query)
{
    view_refused(
        "qb.select({ a: { b: p.id } }).from(u)",
        "\"a.b\" is a column of \"p\", which is no part of this query: join it "
        "first [W123]");
    view_refused("qb.select({ id: u.id }).from(alias(u, 'x'))", "column of \"u\"");
}

Test(views, refuse_what_the_builder_refuses)
{
    view_refused("qb.select().from(u).leftJoin(p, eq(p.by, u.id)).leftJoin(p, eq(p.by, "
                 "u.id))",
                 "\"p\" is joined twice [W123]");
    view_refused("qb.select().from(7)",
                 "from() takes a table, a view, a subquery or sql`...`, not a number");
    view_refused("qb.select(7).from(u)", "select() takes an object of fields");
    view_refused("qb.select({ a: 7 }).from(u)",
                 "\"a\" cannot be selected: it is a number");
    view_refused("qb.select({ a: u.id }).from(u).union(qb.select({ b: u.id }).from(u))",
                 "the two sides of this union select other fields");
    view_refused("qb.select().from(u).union(7)",
                 "a set operation takes another select");
    view_refused("qb.select().from(u).orderby(u.id)", "did you mean \"orderBy\"?");
    view_refused("qb.select({ id: u.id })", "not a select without .from()");
    view_refused("qb.with(u).select().from(u)", "with() takes what $with('name').as(");
    view_refused("qb.select().from(u).where(eq(u.at, 5))",
                 "a number cannot stand in SQL");
    view_refused("qb.select().from(u).where(eq(u.id, sql.placeholder('id')))",
                 "a schema has no parameters");
    view_refused("sql`select 1`", "must be a select of the query builder");
    schema_refused(TABLES "export const v = sqliteView('v', { id: integer() }).as(qb."
                          "select().from(u));",
                   "must be sql`...`, not a select");
}

Test(views, whose_query_is_not_known_say_what_is_not)
{
    view_refused("qb.select().from(u).where(eq(u.id, process.env.ID))",
                 "\"process.env.ID\" is not known before the program runs");
    view_refused("qb.select(process.env.FIELDS).from(u)", "is not known before");
}

Test(builders, that_hold_themselves_end)
{
    schema_refused(TABLES "const q = qb.select({ id: u.id }).from(u);\n"
                          "const again = q.union(q);\n"
                          "export const v = sqliteView('v').as(again);",
                   "nested more than");
    schema_refused(TABLES "const q = qb.select({ id: u.id }).from(u);\n"
                          "const again = q.where(exists(q));\n"
                          "export const v = sqliteView('v').as(again);",
                   "nested too deep [W106]");
}

// Each line doubles what the one before it is.
Test(builders, that_grow_without_end_are_stopped, .timeout = 20)
{
    char text[8192] = TABLES "const q0 = qb.select({ id: u.id }).from(u);\n";
    for (int i = 0; i < 40; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "const q%d = qb.select({ id: u.id }).from(u).union(q%d).union(q%d);\n",
                 i + 1, i, i);
    snprintf(text + strlen(text), sizeof text - strlen(text),
             "export const v = sqliteView('v').as(q40);");
    schema_refused(text, "[W106]");
}

Test(builders, are_not_needed_until_something_needs_them)
{
    schema_gives(TABLES "export const rows = qb.select().from(u).all();\n"
                        "export const built = qb.select().from(u);\n"
                        "export const words = built.toSQL().sql;",
                 "CREATE TABLE `u`");
}

// --- queries -----------------------------------------------------------------

static void query_gives(const char *query, const char *sql, const char *names)
{
    Parsed p = {0};
    Buf whole = {.arena = &p.mem}, given = {.arena = &p.mem};
    buf_z(&whole, DRIZZLE TABLES "import { defineQuery } from 'weave-orm';\n");
    buf_format(&whole, "export const q = defineQuery((db) => %s);", query);
    parsed_text(&p, "schema.ts", buf_str(&whole));
    parse(&p, "schema.ts");
    cr_expect(p.ok, "refused: %s\n%.*s", query, STR_ARG(p.said));
    const Query *q = p.catalog.n_queries ? &p.catalog.queries[0] : &(Query){0};
    for (size_t i = 0; i < q->n_names; i++)
        buf_format(&given, "%s%.*s", i ? " " : "", STR_ARG(q->names[i]));
    cr_expect(str_is(q->sql, sql), "%s\ngives: %.*s", query, STR_ARG(q->sql));
    cr_expect(str_is(buf_str(&given), names), "%s\nnames: %.*s", query,
              STR_ARG(buf_str(&given)));
    arena_free(&p.mem);
}

Test(queries, of_the_builder_take_placeholders_alone_as_parameters)
{
    query_gives("db.select({ id: u.id }).from(u).where(and(eq(u.firstName, "
                "sql.placeholder('who')), sql`${u.id} <> ${'who'}`))",
                "select \"id\" from \"u\" where (\"u\".\"firstName\" = :who and "
                "\"u\".\"id\" <> 'who')",
                "id");
}

Test(queries, of_the_builder_name_their_columns_by_the_keys_of_the_selection)
{
    query_gives(
        "db.select({ id: u.id, theFirst: u.firstName, deep: { byWhom: p.by, p } "
        "}).from(u).innerJoin(p, eq(p.by, u.id))",
        "select \"u\".\"id\", \"u\".\"firstName\", \"p\".\"by\", \"p\".\"id\", "
        "\"p\".\"by\" from \"u\" inner join \"p\" on \"p\".\"by\" = \"u\".\"id\"",
        "id the_first deep_by_whom deep_p_id deep_p_by");
    query_gives("db.$count(p)", "select count(*) from \"p\"", "count");
    query_gives("db.delete(p).returning({ gone: p.id })",
                "delete from \"p\" returning \"id\"", "gone");
}

// Drizzle has parameters there, which cannot make a comment.
Test(queries, of_the_builder_keep_two_minus_signs_apart)
{
    query_gives("db.select({ n: sql`${1}-${-2}` }).from(p)", "select 1-(-2) from \"p\"",
                "n");
}

Test(queries, of_the_builder_write_bytes_into_blobs)
{
    query_gives(
        "db.insert(sqliteTable('b', { j: blob({ mode: 'json' }), n: blob({ mode: "
        "'bigint' }) })).values({ j: [1], n: 12n })",
        "insert into \"b\" (\"j\", \"n\") values (X'5B315D', X'3132')", "");
}
