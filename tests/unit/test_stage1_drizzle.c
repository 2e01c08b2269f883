// test_stage1_drizzle.c - Drizzle's tables and columns, as drizzle-kit writes them.

#include "parse_fixture.h"

Test(columns, every_builder_and_mode)
{
    column_gives("text('x')", "`x` text");
    column_gives("text('x', { length: 20 })", "`x` text(20)");
    column_gives("text({ mode: 'json', length: 20 })", "`c` text");
    column_gives("integer()", "`c` integer");
    column_gives("int('x', { mode: 'timestamp' })", "`x` integer");
    column_gives("real()", "`c` real");
    column_gives("blob({ mode: 'bigint' })", "`c` blob");
    column_gives("numeric({ mode: 'string' })", "`c` numeric");
    column_gives("customType({ dataType: (c) => `char(${c.n})` })('x', { n: 3 })",
                 "`x` char(3)");
}

Test(columns, every_modifier_in_drizzle_kits_order)
{
    column_gives("integer().primaryKey({ autoIncrement: true })",
                 "`c` integer PRIMARY KEY AUTOINCREMENT NOT NULL");
    column_gives("text().notNull().default('x')", "`c` text DEFAULT 'x' NOT NULL");
    column_gives("integer({ mode: 'boolean' }).default(false)",
                 "`c` integer DEFAULT false");
    column_gives("integer({ mode: 'timestamp_ms' }).defaultNow()",
                 "`c` integer DEFAULT (cast((julianday('now') - 2440587.5)*86400000 as "
                 "integer))");
    column_gives("text().generatedAlwaysAs(sql`'a'`)",
                 "`c` text GENERATED ALWAYS AS ('a') VIRTUAL");
    column_gives("text().generatedAlwaysAs('upper(b)', { mode: 'stored' }).notNull()",
                 "`c` text GENERATED ALWAYS AS (upper(b)) STORED NOT NULL");
    column_gives("text().$type<string>().$default(() => 'x').$onUpdateFn(() => 'y')",
                 "`c` text");
}

Test(columns, defaults_say_what_the_schema_says)
{
    column_gives("text().default(\"it's\")", "`c` text DEFAULT 'it''s'");
    column_gives("text({ mode: 'json' }).default({ a: \"it's\" })",
                 "`c` text DEFAULT '{\"a\":\"it''s\"}'");
    column_gives("text({ mode: 'json' }).default([])", "`c` text DEFAULT '[]'");
    column_gives("text().default(null)", "`c` text DEFAULT NULL");
    column_gives("text().default(undefined)", "`c` text");
    column_gives("text().default(sql`(unixepoch())`)",
                 "`c` text DEFAULT (unixepoch())");
    column_gives("integer({ mode: 'timestamp' }).default(new Date(1999))",
                 "`c` integer DEFAULT 1");
    column_gives("integer({ mode: 'timestamp_ms' }).default(new Date('2024-02-29'))",
                 "`c` integer DEFAULT 1709164800000");
    column_gives("text({ mode: 'json' }).default(new Date('1969-12-31T23:59:59.999Z'))",
                 "`c` text DEFAULT '\"1969-12-31T23:59:59.999Z\"'");
    column_gives("blob({ mode: 'bigint' }).default(12n)", "`c` blob DEFAULT X'3132'");
}

Test(columns, a_default_that_is_a_value_is_told_from_one_that_is_sql)
{
    Parsed p = {0};
    parsed_file(&p, "s.ts",
                DRIZZLE "import { sql } from 'drizzle-orm';"
                        "export const t = sqliteTable('t', { a: integer().default(-1), "
                        "b: integer().default(sql`-1`) });");
    parse(&p, "s.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    const Column *a = &p.catalog.tables[0].columns[0];
    cr_expect(a[0].default_is_value && !a[1].default_is_value);
    cr_expect(str_eq(a[0].default_sql, a[1].default_sql));
    arena_free(&p.mem);
}

Test(columns, runtime_defaults_and_enums_are_kept)
{
    Parsed p = {0};
    parsed_file(&p, "s.ts",
                DRIZZLE
                "export const t = sqliteTable('t', { /** How it is. */ a: text({ "
                "enum: ['x', 'y'] }).$defaultFn(() => f()).$onUpdate(() => 'x'), "
                "b: integer({ mode: 'timestamp_ms' }) });");
    parse(&p, "s.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    const Column *a = &p.catalog.tables[0].columns[0];
    cr_assert_eq(a->n_enum_values, 2);
    cr_expect(str_is(a->enum_values[1], "y"));
    cr_expect(a->runtime_default && a->runtime_on_update && !a->has_default);
    cr_expect(str_is(a->doc, "How it is."));
    cr_expect_eq(a->mode, MODE_TEXT);
    cr_expect_eq(a[1].mode, MODE_TIMESTAMP_MS);
    arena_free(&p.mem);
}

Test(columns, builders_are_mutable_and_shared)
{
    schema_gives("const b = text('x');\n"
                 "export const t = sqliteTable('t', { a: b.notNull() });\n"
                 "export const u = sqliteTable('u', { a: b });",
                 "CREATE TABLE `u` (\n\t`x` text NOT NULL\n)");
    schema_gives("const b = text();\n"
                 "export const t = sqliteTable('t', { first: b });\n"
                 "export const u = sqliteTable('u', { second: b });",
                 "CREATE TABLE `u` (\n\t`first` text\n)");
}

Test(columns, keys_like_numbers_come_first)
{
    schema_gives(
        "export const t = sqliteTable('t', { b: text(), 10: text(), 2: text() });",
        "(\n\t`2` text,\n\t`10` text,\n\t`b` text\n)");
}

Test(columns, of_the_callback)
{
    schema_gives(
        "export const t = sqliteTable('t', (c) => ({ a: c.text(), b: c.real() }));",
        "(\n\t`a` text,\n\t`b` real\n)");
}

Test(casing, changes_the_columns_that_have_no_name_of_their_own)
{
    Parsed p = {.casing = CASING_SNAKE};
    parsed_file(&p, "s.ts",
                DRIZZLE
                "export const userTable = sqliteTable('userTable', { firstName: "
                "text().unique(), isOK: text(), HTTPServer2: text(), a1B2: text(), "
                "keptAsIs: text('keptAsIs') }, (t) => [check('c', "
                "sql`${t.firstName} > ''`)]);");
    parse(&p, "s.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect_str_eq(
        parsed_ddl(&p).ptr,
        "CREATE TABLE `userTable` (\n\t`first_name` text,\n\t`is_ok` text,\n\t"
        "`http_server2` text,\n\t`a1_b_2` text,\n\t`keptAsIs` text,\n\t"
        "CONSTRAINT \"c\" CHECK(\"userTable\".\"first_name\" > '')\n);\n"
        "CREATE UNIQUE INDEX `userTable_firstName_unique` ON `userTable` "
        "(`first_name`);\n");
    arena_free(&p.mem);
}

Test(tables, references_take_their_actions)
{
    schema_gives(
        "export const t = sqliteTable('t', { id: integer().primaryKey(), up: "
        "integer().references((): any => t.id, { onDelete: 'set null', onUpdate: "
        "'cascade' }) });",
        "FOREIGN KEY (`up`) REFERENCES `t`(`id`) ON UPDATE cascade ON DELETE set "
        "null");
}

Test(tables, composite_keys_in_the_third_argument)
{
    schema_gives(
        "export const t = sqliteTable('t', { a: text(), b: text() }, (t) => ({ pk: "
        "primaryKey({ columns: [t.a, t.b] }), fk: foreignKey({ columns: [t.a, "
        "t.b], foreignColumns: [t.b, t.a] }).onDelete('cascade') }));",
        "\tPRIMARY KEY(`a`, `b`),\n\tFOREIGN KEY (`a`,`b`) REFERENCES "
        "`t`(`b`,`a`) ON UPDATE no action ON DELETE cascade\n)");
    schema_gives(
        "export const t = sqliteTable('t', { a: text() }, (t) => [primaryKey({ "
        "columns: [t.a] })]);",
        "`a` text PRIMARY KEY\n");
}

Test(tables, indexes_of_all_sorts)
{
    const char *table =
        "export const t = sqliteTable('t', { a: text().unique(), b: "
        "text().unique('own') }, (t) => [index('i').on(t.a, desc(t.b)), "
        "uniqueIndex('e').on(sql`coalesce(${t.a}, ${t.b})`), "
        "index('p').on(t.a).where(and(eq(t.b, 'it;s'), isNull(t.a))), "
        "unique().on(t.a, t.b)]);";
    schema_gives(table, "CREATE UNIQUE INDEX `t_a_unique` ON `t` (`a`);\n"
                        "CREATE UNIQUE INDEX `own` ON `t` (`b`);\n"
                        "CREATE INDEX `i` ON `t` (`a`,\"b\" desc);\n"
                        "CREATE UNIQUE INDEX `e` ON `t` (coalesce(\"a\", \"b\"));\n"
                        "CREATE INDEX `p` ON `t` (`a`) WHERE (\"t\".\"b\" = 'it;s' and "
                        "\"t\".\"a\" is null);\n"
                        "CREATE UNIQUE INDEX `t_a_b_unique` ON `t` (`a`,`b`);\n");
}

Test(tables, the_comment_of_a_table_exported_by_name_is_where_it_is_declared)
{
    Parsed p = {0};
    parsed_file(&p, "s.ts",
                DRIZZLE
                "/** What is read. Later. */\nconst t = sqliteTable('t', { a: text() "
                "});\nexport { t as renamed };");
    parse(&p, "s.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect(str_is(p.catalog.tables[0].key, "renamed"));
    cr_expect(str_is(p.catalog.tables[0].doc, "What is read."));
    arena_free(&p.mem);
}

Test(tables, creators_rename_the_table_and_what_is_named_after_it)
{
    schema_gives("const make = sqliteTableCreator((n) => `app_${n}`);\n"
                 "export const t = make('t', { a: text().unique() });",
                 "CREATE UNIQUE INDEX `app_t_a_unique` ON `app_t` (`a`)");
}

Test(tables, stand_in_the_order_of_their_exported_names)
{
    schema_gives("export const b = sqliteTable('one', { a: text() });\n"
                 "export const a = sqliteTable('two', { a: text() });\n"
                 "const hidden = sqliteTable('hidden', { a: text() });",
                 "CREATE TABLE `two` (\n\t`a` text\n);\nCREATE TABLE `one`");
}

Test(views, come_last_with_their_values_written_out)
{
    schema_gives(
        "export const v = sqliteView('v', { a: text('a') }).as(sql`select "
        "${t.a} from ${t} where ${t.a} = ${\"it's\"} and 1 < ${2}`);\n"
        "export const other = sqliteView('other', {}).existing();\n"
        "export const t = sqliteTable('t', { a: text() });",
        ");\nCREATE VIEW `v` AS select \"t\".\"a\" from \"t\" where \"t\".\"a\" = "
        "'it''s' and 1 < 2;\n");
}

Test(tables, names_are_quoted_whatever_they_hold)
{
    schema_gives("export const t = sqliteTable('a`b', { c: text('x`y') }, (t) => "
                 "[check('q\"r', sql`${t.c} > 0`)]);",
                 "CREATE TABLE `a``b` (\n\t`x``y` text,\n\tCONSTRAINT \"q\"\"r\" "
                 "CHECK(\"a`b\".\"x`y\" > 0)\n)");
}

Test(tables, that_share_a_name_are_refused)
{
    schema_refused("export const a = sqliteTable('t', {});\n"
                   "export const b = sqliteTable('T', {});",
                   "two tables are named \"T\" [W115]");
    schema_refused("export const a = sqliteTable('t', { a: text('x'), b: text('X') });",
                   "two columns of this table are named \"X\" [W115]");
    schema_refused(
        "export const a = sqliteTable('t', { a: text() }, (t) => "
        "[index('i').on(t.a)]);\nexport const b = sqliteTable('u', { a: text() "
        "}, (t) => [index('i').on(t.a)]);",
        "two indexes are named \"i\" [W115]");
}
