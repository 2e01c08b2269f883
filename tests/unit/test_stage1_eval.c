// test_stage1_eval.c - TypeScript evaluated without being run.

#include "parse_fixture.h"

Test(eval, numbers_print_as_javascript_prints_them)
{
    evaluates_to("1.0", "1");
    evaluates_to("0x10", "16");
    evaluates_to("0b101", "5");
    evaluates_to("0o17", "15");
    evaluates_to("1_000_000", "1000000");
    evaluates_to("1e21", "1e+21");
    evaluates_to("123456789012345680000", "123456789012345680000");
    evaluates_to("0.1 + 0.2", "0.30000000000000004");
    evaluates_to("1e-7", "1e-7");
    evaluates_to("0.000001", "0.000001");
    evaluates_to("-5", "-5");
    evaluates_to("5e-324", "5e-324");
}

Test(eval, arithmetic_and_comparisons)
{
    evaluates_to("60 * 60 * 24", "86400");
    evaluates_to("7 % 4 + 2 ** 3 - 1 / 2", "10.5");
    evaluates_to("1 << 4 | 3", "19");
    evaluates_to("-1 >>> 28", "15");
    evaluates_to("1 < 2 && 'b' > 'a'", "true");
    evaluates_to("1 === 1.0 ? 'same' : 'other'", "'same'");
    evaluates_to("null ?? 'fallback'", "'fallback'");
    evaluates_to("'' || 'other'", "'other'");
    evaluates_to("typeof 1", "'number'");
    evaluates_to("!0", "true");
}

Test(eval, strings_are_cooked)
{
    evaluates_to("'it\\'s'", "'it''s'");
    evaluates_to("\"a\\tb\\x41\\u0042\\u{1F600}\"", "'a\tbAB\xF0\x9F\x98\x80'");
    evaluates_to("'\\uD83D\\uDE00'", "'\xF0\x9F\x98\x80'");
    evaluates_to("'one\\\ntwo'", "'onetwo'");
    evaluates_to("`n = ${1 + 1}, ${'x'}${true}`", "'n = 2, xtrue'");
    evaluates_to("'a' + 1 + 2", "'a12'");
}

Test(eval, methods_of_strings_and_arrays)
{
    evaluates_to("'Abc'.toUpperCase() + 'Abc'.toLowerCase()", "'ABCabc'");
    evaluates_to("'a-b-c'.split('-').map((x, i) => x + i).join('/')", "'a0/b1/c2'");
    evaluates_to("['a', 'b', 'c'].filter((x) => x !== 'b').concat(['d']).length", "3");
    evaluates_to("[1, 2, 3].reduce((a, b) => a + b, 10)", "16");
    evaluates_to("'abcdef'.slice(1, -2)", "'bcd'");
    evaluates_to("'aXbX'.replaceAll('X', '-')", "'a-b-'");
    evaluates_to("[[1], [2, 3]].flat().includes(3)", "true");
    evaluates_to("Object.values({ b: 1, a: 2, 1: 0 })[0]", "0");
    evaluates_to("Object.keys({ b: 1, a: 2 }).join()", "'b,a'");
    evaluates_to("Object.fromEntries([['k', 'v']]).k", "'v'");
    evaluates_to("JSON.stringify({ a: [1, 'x', null] })", "'{\"a\":[1,\"x\",null]}'");
}

Test(eval, objects_arrays_and_destructuring)
{
    evaluates_to("({ a: { b: ['x', 'y'] } }).a.b[1]", "'y'");
    evaluates_to("({ ...{ a: 1, b: 2 }, b: 3 }).b", "3");
    evaluates_to("[...['a'], 'b'].join('')", "'ab'");
    evaluates_to(
        "(({ a, b: { c = 5 } = {}, ...rest }) => a + c + rest.d)({ a: 1, d: 2 })", "8");
    evaluates_to(
        "(([a, b = 'z', ...more]) => a + b + more.length)(['x', undefined, 1, 2])",
        "'xz2'");
    evaluates_to("(undefined as any)?.a.b ?? 'none'", "'none'");
    evaluates_to("({ ['a' + 'b']: 1, 'c d': 2, 3: 4 })['c d']", "2");
}

Test(eval, functions_close_over_what_they_see)
{
    evaluates_to("((n: number) => (m = 2) => n * m)(3)()", "6");
    evaluates_to("((...all) => all.length)(1, 2, 3)", "3");
    evaluates_to(
        "(function (x) { if (x > 1) { return 'big'; } else { return 'small'; } })(2)",
        "'big'");
    evaluates_to("(() => { let s = ''; s += 'a'; s = s + 'b'; return s; })()", "'ab'");
    evaluates_to(
        "(() => { const o: any = {}; o.x = 1; o['y'] = 2; return o.x + o.y; })()", "3");
    evaluates_to("(() => { return f(1); function f(x) { return x + 1; } })()", "2");
}

Test(eval, enums_and_namespaces)
{
    schema_gives(
        "enum Kind { A, B = 5, C, D = 'd' }\n"
        "namespace Names { export const table = 'from_a_namespace'; }\n"
        "export const t = sqliteTable(Names.table, { a: integer().default(Kind.C), "
        "b: text().default(Kind.D), c: text().default(Kind[0]) });",
        "CREATE TABLE `from_a_namespace` (\n\t`a` integer DEFAULT 6,\n\t`b` text "
        "DEFAULT 'd',\n\t`c` text DEFAULT 'A'\n)");
}

Test(eval, names_may_be_used_before_the_line_that_binds_them)
{
    schema_gives("export const t = sqliteTable(name(), { a: text().default(later) });\n"
                 "const later = 'x';\nfunction name() { return 't' + later; }",
                 "CREATE TABLE `tx`");
}

Test(eval, what_is_known_only_when_the_program_runs_says_so)
{
    schema_refused(
        "export const t = sqliteTable('t', { a: text().default(process.env.A) "
        "});",
        "\"process.env.A\" is not known before the program runs [W105]");
    schema_refused(
        "export const t = sqliteTable('t', { a: integer().default(Date.now()) "
        "});",
        "\"Date.now()\" is not known before the program runs [W105]");
    schema_refused(
        "export const t = sqliteTable('t', { a: text(b) }); const b = b + 'x';",
        "the value of \"b\" needs itself [W105]");
}

Test(eval, what_is_not_understood_is_named_where_it_stands)
{
    schema_refused(
        "export const t = sqliteTable('t', make());\n"
        "function make() { for (const a of []) {} return {}; }",
        "schema.ts:4:19: error: weave does not evaluate this for in statement: "
        "for (const a of []) {} [W104]");
    schema_refused("export const t = sqliteTable('t', {});\nt.extra = 1;",
                   "weave does not evaluate this assignment expression");
    schema_refused("export const t = tableMaker('t', {});",
                   "\"tableMaker\" is bound nowhere [W102]");
}

Test(eval, arrays_changed_at_the_top_of_a_module_are_not_missed)
{
    schema_refused(
        "const words = ['a'];\nwords.push('b');\n"
        "export const t = sqliteTable('t', { a: text({ enum: words }) });",
        "schema.ts:4:1: error: weave does not evaluate this call expression: "
        "words.push('b') [W104]");
}

Test(eval, newer_typescript_is_read)
{
    schema_gives("function same<const T>(x: T): T { return x; }\n"
                 "export type * from './types';\n"
                 "class K { static { } accessor z = 1; #p = 2; }\n"
                 "type Words = [first: string, ...rest: `x${string}`[]];\n"
                 "export const t = sqliteTable(same('t') satisfies string, { a: "
                 "text().$type<'a' | { b: Array<Map<string, number>> }>() });",
                 "CREATE TABLE `t` (\n\t`a` text\n)");
}

Test(eval, type_arguments_before_a_template_are_no_comparison)
{
    schema_gives(
        "export const t = sqliteTable('t', { a: text().default(sql<string>`x`), b: "
        "text().default(sql<string | null>`y`), c: text().default(sql<{ a: "
        "Array<number> }[]>`z`) });",
        "`a` text DEFAULT x,\n\t`b` text DEFAULT y,\n\t`c` text DEFAULT z\n");
}
