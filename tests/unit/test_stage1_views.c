// test_stage1_views.c - views that defineView() joins by the foreign keys.

#include "parse_fixture.h"

#define TABLES                                                                         \
    "import { defineView } from 'weave-orm';\n"                                        \
    "export const student = sqliteTable('join_student', { id: "                        \
    "integer().primaryKey(), name: text().notNull() });\n"                             \
    "export const course = sqliteTable('join_course', { id: integer().primaryKey(), "  \
    "studentId: integer('student_id').notNull().references(() => student.id), title: " \
    "text() });\n"                                                                     \
    "export const grade = sqliteTable('join_course_grade', { courseId: "               \
    "integer('course_id').references(() => course.id), grade: integer() });\n"

static void view_is(const char *options, const char *sql)
{
    Parsed p = {0};
    Str text = str_format(
        &p.mem, DRIZZLE TABLES "export const v = defineView('v', %s);", options);
    parsed_text(&p, "schema.ts", text);
    parse(&p, "schema.ts");
    cr_assert(p.ok, "refused: %s\n%.*s", options, STR_ARG(p.said));
    cr_expect(str_is(p.catalog.views[0].sql, sql), "%s\ngives: %.*s", options,
              STR_ARG(p.catalog.views[0].sql));
    arena_free(&p.mem);
}

Test(views, mg_30_joins_are_made_of_the_foreign_keys_whichever_way_they_lead)
{
    view_is(
        "{ joins: [[course, student], [course, grade]], columns: ['title', 'name', "
        "'grade'] }",
        "SELECT \"jc\".\"title\", \"js\".\"name\", \"jcg\".\"grade\" FROM "
        "\"join_course\" \"jc\" JOIN \"join_student\" \"js\" ON "
        "\"jc\".\"student_id\" = \"js\".\"id\" JOIN \"join_course_grade\" \"jcg\" ON "
        "\"jc\".\"id\" = \"jcg\".\"course_id\"");
    view_is("{ joins: [[student, course]], columns: ['title'] }",
            "SELECT \"jc\".\"title\" FROM \"join_student\" \"js\" JOIN \"join_course\" "
            "\"jc\" ON \"js\".\"id\" = \"jc\".\"student_id\"");
    view_is(
        "{ joins: [[student, course], [grade, course]], columns: ['grade'] }",
        "SELECT \"jcg\".\"grade\" FROM \"join_student\" \"js\" JOIN \"join_course\" "
        "\"jc\" ON \"js\".\"id\" = \"jc\".\"student_id\" JOIN \"join_course_grade\" "
        "\"jcg\" ON \"jc\".\"id\" = \"jcg\".\"course_id\"");
}

#define COURSES                                                                        \
    " FROM \"join_course\" \"jc\" JOIN \"join_student\" \"js\" ON "                    \
    "\"jc\".\"student_id\" = \"js\".\"id\""

Test(views, mg_30_a_name_may_have_its_table_before_it)
{
    view_is("{ joins: [[course, student]], columns: ['join_student_id', 'course_id'] }",
            "SELECT \"js\".\"id\" AS \"join_student_id\", \"jc\".\"id\" AS "
            "\"course_id\"" COURSES);
    view_is("{ joins: [[course, student]], columns: ['student_id'] }",
            "SELECT \"jc\".\"student_id\"" COURSES);
}

Test(views, mg_30_columns_may_be_columns_and_have_names)
{
    view_is("{ joins: [[course, student]], columns: [student.id, 'studentId'] }",
            "SELECT \"js\".\"id\", \"jc\".\"student_id\" AS \"studentId\"" COURSES);
    view_is(
        "{ joins: [[course, student]], columns: { who: 'name', what: course.title } }",
        "SELECT \"js\".\"name\" AS \"who\", \"jc\".\"title\" AS \"what\"" COURSES);
}

static Str sql_of(Parsed *p, const char *text)
{
    parsed_text(p, "schema.ts",
                str_format(&p->mem,
                           DRIZZLE "import { defineView } from "
                                   "'weave-orm';\n%s",
                           text));
    parse(p, "schema.ts");
    cr_assert(p->ok, "%.*s", STR_ARG(p->said));
    return p->catalog.views[0].sql;
}

Test(views, mg_30_a_key_of_two_columns_is_joined_by_both)
{
    Parsed p = {0};
    Str sql = sql_of(
        &p,
        "export const a = sqliteTable('a', { x: integer(), y: integer() }, (t) => "
        "[primaryKey({ columns: [t.x, t.y] })]);\n"
        "export const b = sqliteTable('b', { p: integer(), q: integer() }, (t) => "
        "[foreignKey({ columns: [t.p, t.q], foreignColumns: [a.x, a.y] })]);\n"
        "export const v = defineView('v', { joins: [[a, b]], columns: ['x', 'q'] });");
    cr_assert(str_is(sql, "SELECT \"a\".\"x\", \"b\".\"q\" FROM \"a\" \"a\" JOIN \"b\" "
                          "\"b\" ON \"a\".\"x\" = \"b\".\"p\" AND \"a\".\"y\" = "
                          "\"b\".\"q\""),
              "%.*s", STR_ARG(sql));
    arena_free(&p.mem);
}

Test(views, mg_30_one_of_several_foreign_keys_is_named_by_its_column)
{
    Parsed p = {0};
    Str sql = sql_of(
        &p, "export const u = sqliteTable('user', { id: integer().primaryKey(), name: "
            "text() });\n"
            "export const m = sqliteTable('mail', { from: integer().references(() => "
            "u.id), to: integer().references(() => u.id) });\n"
            "export const v = defineView('v', { joins: [[m, u, m.to]], columns: "
            "['name'] });");
    cr_assert(str_is(sql,
                     "SELECT \"u\".\"name\" FROM \"mail\" \"m\" JOIN \"user\" \"u\" "
                     "ON \"m\".\"to\" = \"u\".\"id\""),
              "%.*s", STR_ARG(sql));
    arena_free(&p.mem);
}

Test(views, columns_of_a_joined_view_have_the_types_of_their_sources)
{
    Parsed p = {0};
    sql_of(&p,
           "export const a = sqliteTable('a', { id: integer().primaryKey(), on: "
           "integer({ mode: 'boolean' }).notNull() });\n"
           "export const b = sqliteTable('b', { a: integer().references(() => a.id), "
           "kind: text({ enum: ['x'] }) });\n"
           "export const v = defineView('v', { joins: [[b, a]], columns: ['on', "
           "'kind'] });");
    const View *v = &p.catalog.views[0];
    cr_assert_eq(v->n_columns, 2);
    cr_assert(v->columns[0].mode == MODE_BOOLEAN && v->columns[0].not_null);
    cr_assert(v->columns[1].n_enum_values == 1 && !v->columns[1].not_null);
    arena_free(&p.mem);
}
