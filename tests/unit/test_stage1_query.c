// test_stage1_query.c - queries: their text, their parameters, their places.

#include "parse_fixture.h"

// The one query of a file, which must be accepted.
static const Query *query_of(Parsed *p, const char *text)
{
    Buf whole = {.arena = &p->mem};
    buf_z(&whole,
          DRIZZLE "export const media = sqliteTable('media', { id: integer('id'), "
                  "mimeType: text('mime_type') });\n");
    buf_z(&whole, text);
    parsed_text(p, "src/user-queries.ts", buf_str(&whole));
    parse(p, "src/user-queries.ts");
    cr_assert(p->ok, "%s\n%.*s", text, STR_ARG(p->said));
    cr_assert_eq(p->catalog.n_queries, 1);
    return &p->catalog.queries[0];
}

static void sql_is(const char *template, const char *sql)
{
    Parsed p = {0};
    char text[1024];
    snprintf(text, sizeof text, "export const q = defineQuery`%s`;", template);
    const Query *q = query_of(&p, text);
    cr_expect(str_is(q->sql, sql), "%s\ngives: %.*s", template, STR_ARG(q->sql));
    uint32_t at = 0;
    for (size_t i = 0; i < q->n_pieces; i++) {
        const Piece *piece = &q->pieces[i];
        cr_expect_eq(piece->start, at, "pieces leave a gap in %s", template);
        at += piece->len;
        Str source =
            str_cut(p.files[0].text, piece->at.start, piece->at.start + piece->at.len);
        bool copy = piece->len == piece->at.len && piece->len > 1;
        cr_expect(!copy || str_eq(source, str_cut(q->sql, piece->start, at)),
                  "a piece of %s is not what stands in the source", template);
    }
    cr_expect_eq(at, q->sql.len);
    arena_free(&p.mem);
}

Test(query, interpolations_become_sql)
{
    sql_is("SELECT * FROM media WHERE id = ${'id'}",
           "SELECT * FROM media WHERE id = :id");
    sql_is("SELECT 1 WHERE 1 IN ${'ids[]'} AND 2 IN ${'more: int[]'}",
           "SELECT 1 WHERE 1 IN (SELECT value FROM weave_list(:ids)) AND 2 IN (SELECT "
           "value FROM weave_list(:more))");
    sql_is("SELECT ${media.mimeType} FROM ${media}",
           "SELECT \"media\".\"mime_type\" FROM \"media\"");
    sql_is(
        "SELECT ${sql.placeholder('a')}, ${sql.raw('b + 1')}, ${sql.identifier('c\"d')}",
        "SELECT :a, b + 1, \"c\"\"d\"");
    sql_is(
        "SELECT 1 WHERE ${and(eq(media.id, sql.placeholder('id')), eq(media.mimeType, "
        "'x'))}",
        "SELECT 1 WHERE (\"media\".\"id\" = :id and \"media\".\"mime_type\" = 'x')");
    sql_is("SELECT ${sql.join([sql`a`, media.id, sql`${'p'}`], sql`, `)}",
           "SELECT a, \"media\".\"id\", :p");
    sql_is("SELECT ${undefined}1", "SELECT 1");
}

Test(query, a_list_behind_a_row_value_is_a_list_for_each_value)
{
    sql_is("SELECT 1 WHERE (a, m.b) IN ${'p[]'}",
           "SELECT 1 WHERE (a, m.b) IN (SELECT c1, c2 FROM weave_tuples(:p_a, :p_b))");
    sql_is("SELECT 1 WHERE (\"a b\", \"c\", lower(d), 'x,)', a) not in ${'p[]'}",
           "SELECT 1 WHERE (\"a b\", \"c\", lower(d), 'x,)', a) not in (SELECT c1, c2, "
           "c3, c4, c5 FROM weave_tuples(:p_c1, :p_c, :p_c3, :p_c4, :p_a))");
    sql_is(
        "SELECT 1 WHERE (${media.id}, ${media.mimeType}) IN ${'p[]'}",
        "SELECT 1 WHERE (\"media\".\"id\", \"media\".\"mime_type\") IN (SELECT c1, c2 "
        "FROM weave_tuples(:p_id, :p_mime_type))");
    sql_is("SELECT 1 WHERE (id) IN ${'p[]'} AND f(a, b) IN ${'q[]'} AND ((a + b)) IN "
           "${'r[]'}",
           "SELECT 1 WHERE (id) IN (SELECT value FROM weave_list(:p)) AND f(a, b) IN "
           "(SELECT value FROM weave_list(:q)) AND ((a + b)) IN (SELECT value FROM "
           "weave_list(:r))");
    sql_is("SELECT 1 WHERE (a, a) IN ${'p[]'} OR (a, a) IN ${'p[]'}",
           "SELECT 1 WHERE (a, a) IN (SELECT c1, c2 FROM weave_tuples(:p_a, :p_c2)) OR "
           "(a, a) IN (SELECT c1, c2 FROM weave_tuples(:p_a, :p_c2))");
}

Test(query, a_list_of_rows_has_its_types_from_what_it_is_compared_with)
{
    Parsed p = {0};
    const Query *q =
        query_of(&p, "export const q = defineQuery`SELECT 1 WHERE (a, b) IN "
                     "${'pairs[]'}`;");
    cr_assert_eq(q->n_params, 2);
    cr_expect(str_is(q->params[1].tuple, "pairs") && str_is(q->params[1].member, "b"));
    cr_expect(q->params[1].list);
    arena_free(&p.mem);
    schema_refused(
        "export const q = defineQuery`SELECT 1 WHERE (a, b) IN ${'p[]: int'}`;",
        "a list of rows has the types of what it is compared with [W121]");
    schema_refused("export const q = defineQuery`SELECT 1 WHERE (1,2,3,4,5,6,7,8,9) IN "
                   "${'p[]'}`;",
                   "a list of rows has room for eight values a row [W121]");
}

Test(query, a_placeholder_in_inArray_is_a_list)
{
    Parsed p = {0};
    const Query *q =
        query_of(&p, "export const q = defineQuery((db) => db.select({ id: media.id })"
                     ".from(media).where(inArray(media.id, sql.placeholder('ids'))));");
    cr_expect(str_is(q->sql, "select \"id\" from \"media\" where \"media\".\"id\" in "
                             "(SELECT value FROM weave_list(:ids))"),
              "%.*s", STR_ARG(q->sql));
    arena_free(&p.mem);
}

Test(query, the_text_is_cooked)
{
    sql_is("SELECT '\\\\', '\\u0041', \\`a\\`", "SELECT '\\', 'A', `a`");
    sql_is("a\r\nb\rc\\\nd", "a\nb\ncd");
}

Test(query, constants_and_helpers_give_fragments_and_names)
{
    Parsed p = {0};
    const Query *q =
        query_of(&p, "const name = 'theId';\nconst col = sql`id`;\n"
                     "const equals = (c, n) => sql`${c} = ${n}`;\n"
                     "export const q = defineQuery`SELECT ${col} FROM media "
                     "WHERE ${equals(media.id, name)}`;");
    cr_expect(str_is(q->sql, "SELECT id FROM media WHERE \"media\".\"id\" = :theId"),
              "%.*s", STR_ARG(q->sql));
    Str text = p.files[0].text;
    Span at = pieces_span(q->pieces, q->n_pieces, 7, 2);
    cr_expect(str_is(str_cut(text, at.start - 5, at.start + 3), " = sql`id`") ||
              str_is(str_cut(text, at.start, at.start + at.len), "id"));
    at = q->params[0].at;
    cr_expect(str_is(str_cut(text, at.start, at.start + at.len), "theId"));
    arena_free(&p.mem);
}

Test(query, what_a_parameter_says_of_itself)
{
    Parsed p = {0};
    const Query *q =
        query_of(&p, "export const q = defineQuery`${'a'} ${'b?'} ${'c: int'} "
                     "${'d: timestamp_ms?'} ${'e[]'} ${'f: media.mime_type'} "
                     "${'a: text'}`;");
    const struct {
        const char *name, *declared;
        bool nullable, list;
    } wanted[] = {{"a", "text", false, false}, {"b", "", true, false},
                  {"c", "int", false, false},  {"d", "timestamp_ms", true, false},
                  {"e", "", false, true},      {"f", "media.mime_type", false, false}};
    cr_assert_eq(q->n_params, 6);
    for (size_t i = 0; i < 6; i++) {
        const Param *param = &q->params[i];
        cr_expect(str_is(param->name, wanted[i].name));
        cr_expect(str_is(param->declared, wanted[i].declared), "%s", wanted[i].name);
        cr_expect_eq(param->nullable, wanted[i].nullable);
        cr_expect_eq(param->list, wanted[i].list);
        cr_expect(str_is(
            str_cut(p.files[0].text, param->at.start, param->at.start + param->at.len),
            wanted[i].name));
    }
    arena_free(&p.mem);
}

Test(query, cardinalities_are_stated_by_the_tag)
{
    const struct {
        const char *tag;
        Cardinality stated;
    } tags[] = {{"defineQuery", CARDINALITY_INFERRED},
                {"defineQuery.one", CARDINALITY_ONE},
                {"defineQuery.optional", CARDINALITY_OPTIONAL},
                {"defineQuery.many", CARDINALITY_MANY},
                {"defineQuery.exec", CARDINALITY_EXEC}};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        Parsed p = {0};
        char text[128];
        snprintf(text, sizeof text, "export const q = %s`SELECT 1`;", tags[i].tag);
        const Query *q = query_of(&p, text);
        cr_expect_eq(q->stated, tags[i].stated, "%s", tags[i].tag);
        arena_free(&p.mem);
    }
}

Test(query, groups_and_files_name_the_module)
{
    Parsed p = {0}, alone = {0};
    const Query *q =
        query_of(&p, "export const mediaURLQueries = {\n  /** Gets it. And "
                     "more. */\n  getIt: defineQuery`SELECT 1`,\n};");
    cr_expect(str_is(q->module, "media_url"));
    cr_expect(str_is(q->group, "mediaURLQueries"));
    cr_expect(str_is(q->name, "getIt"));
    cr_expect(str_is(q->doc, "Gets it."));
    Str text = str_cut(p.files[0].text, q->at.start, q->at.start + q->at.len);
    cr_expect(str_is(text, "defineQuery`SELECT 1`"), "%.*s", STR_ARG(text));
    q = query_of(&alone, "/**\n * Alone here.\n * @see that\n */\n"
                         "export const one = defineQuery`SELECT 1`;");
    cr_expect(str_is(q->module, "user_queries"));
    cr_expect_eq(q->group.len, 0);
    cr_expect(str_is(q->doc, "Alone here."), "%.*s", STR_ARG(q->doc));
    arena_free(&p.mem);
    arena_free(&alone.mem);
}

Test(query, groups_may_be_the_default_export_or_be_exported_later)
{
    Parsed p = {0};
    parsed_file(
        &p, "src/user-queries.ts",
        "/** Not this one. */\nconst a = 1;\n/** The group. */\n"
        "const userQueries = { /** All of them. */ all: defineQuery`SELECT 1` };\n"
        "export { userQueries };\nexport default { two: defineQuery`SELECT 2` };");
    parse(&p, "src/user-queries.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_queries, 2);
    cr_expect(str_is(p.catalog.queries[0].module, "user"));
    cr_expect(str_is(p.catalog.queries[0].doc, "All of them."));
    cr_expect(str_is(p.catalog.queries[1].module, "user_queries"));
    arena_free(&p.mem);
}

Test(query, what_is_not_known_in_a_group_is_said)
{
    schema_refused(
        "import { helper } from 'helpers';\n"
        "export const q = { a: defineQuery`SELECT 1`, b: helper(1) };",
        "\"helper\" comes from \"helpers\", which weave does not read [W103]");
    schema_refused("export const all = { media: { a: defineQuery`SELECT 1` } };",
                   "a group of queries inside another object is not understood");
}

Test(query, the_words_of_weave_yield_to_those_of_the_file)
{
    Parsed p = {0};
    parsed_file(&p, "s.ts",
                "import { defineQuery as dq } from 'weave-orm';\n"
                "import { defineQuery } from './mine';\n"
                "export const a = dq`SELECT 1`;\nexport const b = defineQuery('x');");
    parsed_file(&p, "mine.ts", "export const defineQuery = (x) => x + 1;");
    parse(&p, "s.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_queries, 1);
    cr_expect(str_is(p.catalog.queries[0].name, "a"));
    arena_free(&p.mem);
}

Test(query, of_several_files_stand_in_the_order_of_the_source)
{
    Parsed p = {0};
    parsed_file(&p, "s.ts",
                "export const z = defineQuery`SELECT 1`;\nexport * from './t';\n"
                "export const a = defineQuery`SELECT 2`;");
    parsed_file(&p, "t.ts", "export const m = defineQuery`SELECT 3`;");
    parse(&p, "s.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_queries, 3);
    cr_expect(str_is(p.catalog.queries[0].name, "z"));
    cr_expect(str_is(p.catalog.queries[1].name, "a"));
    cr_expect(str_is(p.catalog.queries[2].name, "m"));
    cr_expect(str_is(p.catalog.queries[2].module, "t"));
    arena_free(&p.mem);
}
