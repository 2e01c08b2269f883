// test_stage1.c - files, encodings, limits, and the first real schema.

#include "parse_fixture.h"

// --- SL-01: foundframe ---------------------------------------------------------

#ifndef FOUNDFRAME
#define FOUNDFRAME "examples/foundframe/schema.ts"
#endif

static void foundframe(Arena *a, Catalog *catalog)
{
    Diag *d = diag_new(a, file_loader());
    Str path = S(FOUNDFRAME);
    Stage1Input input = {
        .loader = file_loader(), .paths = &path, .n_paths = 1, .root = S(".")};
    cr_assert(stage1_parse(a, &input, d, catalog));
}

Test(SL_01, thirteen_tables_and_eighty_three_columns_beside_what_was_planned)
{
    Arena a = {0};
    Catalog catalog;
    foundframe(&a, &catalog);
    size_t n_tables = 0, n_columns = 0;
    for (size_t i = 0; i < catalog.n_tables; i++) {
        const Table *t = &catalog.tables[i];
        if (str_is(t->name, "media_source"))
            continue; // planned, not in the seed
        n_tables++;
        n_columns += t->n_columns - (table_find_column(t, S("source_id")) != NULL);
    }
    cr_expect_eq(n_tables, 13);
    cr_expect_eq(n_columns, 83);
    arena_free(&a);
}

Test(SL_01, keys_cascades_and_the_unique_index_are_counted)
{
    Arena a = {0};
    Catalog catalog;
    foundframe(&a, &catalog);
    size_t counted = 0, text_keys = 0, composite = 0, cascades = 0, unique = 0;
    for (size_t i = 0; i < catalog.n_tables; i++) {
        const Table *t = &catalog.tables[i];
        composite += t->n_primary_key == 2;
        unique += t->n_indexes;
        for (size_t k = 0; k < t->n_foreign_keys; k++)
            cascades += str_is(t->foreign_keys[k].on_delete, "cascade");
        for (size_t k = 0; k < t->n_columns; k++) {
            counted += t->columns[k].autoincrement;
            text_keys +=
                t->columns[k].primary_key && str_is(t->columns[k].sql_type, "text");
        }
    }
    cr_expect_eq(counted, 10); // nine, and media_source
    cr_expect_eq(text_keys, 2);
    cr_expect_eq(composite, 2);
    cr_expect_eq(cascades, 4);
    cr_expect_eq(unique, 1);
    arena_free(&a);
}

// --- SL-08: parse robustness -----------------------------------------------------

Test(SL_08, comments_holding_quotes_and_braces)
{
    schema_gives("/* don't { */\n"
                 "export const t = sqliteTable('t', { // { \"a\": '}' `\n"
                 "  a: text('a'), // it's }\n"
                 "  /* ( */ b: text('b') /* ` */,\n"
                 "});",
                 "\t`a` text,\n\t`b` text\n)");
}

Test(SL_08, chains_over_several_lines)
{
    schema_gives("export const t = sqliteTable('t', {\n  a: text('a')\n    // why\n    "
                 ".notNull()\n    .default('x')\n    .unique(),\n});",
                 "`a` text DEFAULT 'x' NOT NULL");
}

Test(SL_08, an_arrow_as_third_argument_in_all_its_forms)
{
    const char *const forms[] = {
        "(t) => ({ i: index('i').on(t.a) })", "(t) => [index('i').on(t.a)]",
        "({ a }) => [index('i').on(a)]", "t => { return [index('i').on(t.a)]; }",
        "function (t) { const on = t.a; return { i: index('i').on(on) }; }"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "export const t = sqliteTable('t', { a: text('a') }, %s);", forms[i]);
        schema_gives(text, "CREATE INDEX `i` ON `t` (`a`)");
    }
}

Test(SL_08, a_reference_to_a_table_that_comes_later)
{
    schema_gives(
        "export const a = sqliteTable('a', { b: integer().references(() => b.id) "
        "});\nexport const b = sqliteTable('b', { id: integer().primaryKey() });",
        "FOREIGN KEY (`b`) REFERENCES `b`(`id`)");
}

Test(SL_08, as_const_satisfies_and_casts)
{
    schema_gives(
        "const words = ['a', 'b'] as const;\n"
        "const config = { mode: 'boolean' } satisfies object;\n"
        "export const t = sqliteTable(('t' as string)!, { a: text('a', { enum: "
        "words }), b: integer('b', config as any) });",
        "`b` integer");
}

Test(SL_08, a_spread_of_shared_columns)
{
    schema_gives("const stamps = { at: integer('at').notNull() };\n"
                 "export const t = sqliteTable('t', { a: text('a'), ...stamps });",
                 "`a` text,\n\t`at` integer NOT NULL");
}

static void parse_text(Parsed *p, const char *head, const char *text)
{
    Buf whole = {.arena = &p->mem};
    buf_z(&whole, head);
    buf_z(&whole, DRIZZLE);
    buf_z(&whole, text);
    parsed_text(p, "schema.ts", buf_str(&whole));
    parse(p, "schema.ts");
}

Test(SL_08, crlf_becomes_a_line_feed_and_places_stay_byte_offsets)
{
    Parsed p = {0};
    parse_text(&p, "",
               "export const q = defineQuery`SELECT 1\r\nFROM t\r\nWHERE a = ${'b'}`;");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    const Query *q = &p.catalog.queries[0];
    cr_expect(str_is(q->sql, "SELECT 1\nFROM t\nWHERE a = :b"));
    Str text = p.files[0].text;
    size_t from = str_find_str(q->sql, S("WHERE"));
    Span at = pieces_span(q->pieces, q->n_pieces, from, 5);
    cr_expect(str_is(str_cut(text, at.start, at.start + at.len), "WHERE"));
    arena_free(&p.mem);
}

Test(SL_08, a_byte_order_mark_is_no_error_and_counts_as_bytes)
{
    Parsed p = {0};
    parse_text(&p, "\xEF\xBB\xBF",
               "export const t = sqliteTable('t', { a: text('a') });");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    Span at = p.catalog.tables[0].at;
    cr_expect(str_is(str_cut(p.files[0].text, at.start, at.start + at.len), "'t'"));
    arena_free(&p.mem);
}

Test(SL_08, names_and_text_beyond_ascii)
{
    schema_gives(
        "export const t = sqliteTable('TheStream™', { größe: text('größe') });",
        "CREATE TABLE `TheStream™` (\n\t`größe` text\n)");
}

// --- what is not text ------------------------------------------------------------

static void refused_bytes(Str text, const char *what)
{
    Parsed p = {0};
    parsed_text(&p, "schema.ts", text);
    parse(&p, "schema.ts");
    cr_expect(!p.ok);
    cr_expect(parsed_says(&p, what), "%.*s", STR_ARG(p.said));
    arena_free(&p.mem);
}

Test(encoding, a_nul_is_refused_with_its_offset)
{
    refused_bytes(S("const a = 1;\0"), "byte 12 of the file is NUL [W100]");
}

Test(encoding, what_is_not_utf8_is_refused_with_its_offset)
{
    refused_bytes(S("const a = '\xFF';"), "byte 11 of the file is not UTF-8: 0xFF");
    refused_bytes(S("\xC0\x80"), "byte 0");           // overlong
    refused_bytes(S("a\xED\xA0\x80"), "byte 1");      // half a surrogate pair
    refused_bytes(S("ab\xF4\x90\x80\x80"), "byte 2"); // beyond Unicode
    refused_bytes(S("\xE2\x82"), "byte 0");           // cut off
}

// --- limits ------------------------------------------------------------------------

static void nested(const char *open, size_t n, const char *close, Parsed *p)
{
    Buf text = {.arena = &p->mem};
    buf_z(&text, "export const q = defineQuery`SELECT 1`;\nexport const a = ");
    for (size_t i = 0; i < n; i++)
        buf_z(&text, open);
    buf_char(&text, '1');
    for (size_t i = 0; i < n; i++)
        buf_z(&text, close);
    parsed_text(p, "schema.ts", buf_str(&text));
    parse(p, "schema.ts");
}

Test(limits, brackets_may_be_nested_but_not_without_end)
{
    Parsed fine = {0}, deep = {0}, open = {0};
    nested("(", 200, ")", &fine);
    cr_expect(fine.ok, "%.*s", STR_ARG(fine.said));
    nested("[", 100000, "]", &deep);
    cr_expect(parsed_says(&deep, "nested more than 256 deep [W106]"));
    nested("(", 100000, "", &open);
    cr_expect(parsed_says(&open, "nested more than 256 deep [W106]"));
    arena_free(&fine.mem);
    arena_free(&deep.mem);
    arena_free(&open.mem);
}

Test(limits, recursion_without_end_is_said_once)
{
    Parsed p = {0};
    parsed_file(&p, "schema.ts",
                "const f = (n) => f(n - 1) + f(n - 2);\nexport const a = f(1);");
    parse(&p, "schema.ts");
    cr_expect(!p.ok);
    cr_expect_eq(diag_count(p.diag), 1);
    cr_expect(parsed_says(&p, "does the recursion end? [W106]"), "%.*s",
              STR_ARG(p.said));
    arena_free(&p.mem);
}

Test(limits, work_without_end_is_said_once)
{
    Parsed p = {0};
    parsed_file(&p, "schema.ts",
                "const f = (n) => n < 2 ? 1 : f(n - 1) + f(n - 2);\n"
                "export const a = f(60);\nexport const b = f(61);");
    parse(&p, "schema.ts");
    cr_expect_eq(diag_count(p.diag), 1);
    cr_expect(parsed_says(&p, "does it end? [W106]"), "%.*s", STR_ARG(p.said));
    arena_free(&p.mem);
}

Test(limits, strings_arrays_and_sql_that_double_without_end)
{
    schema_refused("const s = (n, x) => n === 0 ? x : s(n - 1, x + x);\n"
                   "export const one = s(60, 'abc');",
                   "this string is too long [W106]");
    schema_refused("const a = (n, x) => n === 0 ? x : a(n - 1, [...x, ...x]);\n"
                   "export const two = a(60, [1]);",
                   "this array is too long [W106]");
    schema_refused("const q = (n, x) => n === 0 ? x : q(n - 1, sql`${x}${x}`);\n"
                   "export const three = defineQuery`${q(60, sql`x`)}`;",
                   "this SQL is too long, or nested too deep [W106]");
}

Test(limits, a_statement_without_end_is_refused_before_it_is_parsed)
{
    const char *const parts[] = {"a=>", "a?", "!", "x:", "do ", "if(a);else ", "A<b,"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Parsed p = {0};
        nested(parts[i], 50000, "", &p);
        cr_expect(parsed_says(&p, "this statement has more than 30000 parts [W106]"),
                  "%s", parts[i]);
        arena_free(&p.mem);
    }
}

// --- modules ---------------------------------------------------------------------

Test(modules, are_found_with_and_without_extension_and_by_index)
{
    Parsed p = {0};
    parsed_file(&p, "src/schema.ts",
                DRIZZLE
                "import { a } from './a';\nimport { b } from './b.js';\n"
                "import { c } from './c';\nimport d, * as all from '../d.ts';\n"
                "export const t = sqliteTable(a + b + c + d + all.e, { x: text() });");
    parsed_file(&p, "src/a.ts", "export const a = 'a';");
    parsed_file(&p, "src/b.ts", "export const b = 'b';");
    parsed_file(&p, "src/c/index.ts", "export const c = 'c';");
    parsed_file(&p, "d.ts", "export default 'd'; export const e = 'e';");
    parse(&p, "src/schema.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect(str_is(p.catalog.tables[0].name, "abcde"));
    cr_expect_eq(p.catalog.n_sources, 5);
    cr_expect(str_is(p.catalog.sources[0].path, "src/schema.ts"));
    cr_expect(str_is(p.catalog.sources[0].name, "src/schema.ts"));
    arena_free(&p.mem);
}

Test(modules, re_export_by_star_by_name_and_as_a_namespace)
{
    Parsed p = {0};
    parsed_file(&p, "schema.ts",
                "export * from './a';\nexport { b as renamed } from './b';\n"
                "export * as inner from './c';\nexport type { T } from './missing';\n"
                "export type * from './missing';");
    parsed_file(&p, "a.ts",
                DRIZZLE "export const a = sqliteTable('a', { x: text() });\n"
                        "export * from './schema';");
    parsed_file(&p, "b.ts",
                DRIZZLE "export const b = sqliteTable('b', { x: text() });");
    parsed_file(&p, "c.ts",
                DRIZZLE "export const c = sqliteTable('c', { x: text() });");
    parse(&p, "schema.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_tables, 2);
    // as drizzle-kit sees them: what is exported by star comes last
    cr_expect(str_is(p.catalog.tables[0].key, "renamed"));
    cr_expect(str_is(p.catalog.tables[1].key, "a"));
    arena_free(&p.mem);
}

Test(modules, that_import_each_other_are_read_once)
{
    Parsed p = {0};
    parsed_file(&p, "a.ts",
                DRIZZLE
                "import { b } from './b';\nexport const a = sqliteTable('a', { id: "
                "integer().primaryKey(), b: integer().references(() => b.id) });");
    parsed_file(&p, "b.ts",
                DRIZZLE
                "import { a } from './a';\nexport const b = sqliteTable('b', { id: "
                "integer().primaryKey(), a: integer().references(() => a.id) });");
    parse(&p, "a.ts");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_expect_eq(p.catalog.n_tables, 1, "b is not exported by the entry");
    cr_expect(str_is(p.catalog.tables[0].foreign_keys[0].foreign_table, "b"));
    arena_free(&p.mem);
}

Test(modules, of_unknown_packages_are_harmless_until_they_reach_the_schema)
{
    schema_gives("import { nanoid } from 'nanoid';\nimport { z } from 'zod';\n"
                 "export const shape = z.object({ a: z.string() });\n"
                 "export const t = sqliteTable('t', { a: text('a').$defaultFn(() => "
                 "nanoid()) });",
                 "`a` text");
    schema_refused("import { name } from 'names';\n"
                   "export const t = sqliteTable(name, { a: text('a') });",
                   "\"name\" comes from \"names\", which weave does not read [W103]");
}

Test(modules, the_same_table_exported_twice_is_one)
{
    Parsed p = {0};
    parse_text(&p, "",
               "const t = sqliteTable('t', { a: text() });\nexport { t, t as u };");
    cr_assert(p.ok, "%.*s", STR_ARG(p.said));
    cr_assert_eq(p.catalog.n_tables, 1);
    cr_expect(str_is(p.catalog.tables[0].key, "t"));
    arena_free(&p.mem);
}

Test(modules, a_file_that_is_not_there_is_named)
{
    Parsed p = {0};
    parse(&p, "nowhere.ts");
    cr_expect(!p.ok);
    cr_expect(parsed_says(&p, "cannot read the file: No such file or directory [W100]"),
              "%.*s", STR_ARG(p.said));
    arena_free(&p.mem);
}
