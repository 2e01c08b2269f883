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
    schema_refused("export const t = sqliteTable('t', make());\n"
                   "function make() { a: for (;;) { break a; } return {}; }",
                   "schema.ts:4:19: error: weave does not evaluate this labeled "
                   "statement: a: for (;;) { break a; } [W104]");
    schema_refused("export const t = tableMaker('t', {});",
                   "\"tableMaker\" is bound nowhere [W102]");
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

// --- statements --------------------------------------------------------------

Test(eval, loops_run)
{
    evaluates_to(
        "(() => { let s = ''; for (let i = 0; i < 3; i++) s += i; return s; })()",
        "'012'");
    evaluates_to(
        "(() => { let s = ''; for (const [k, v] of Object.entries({ a: 1, b: 2 }))"
        " { if (k === 'b') break; s += k + v; } return s; })()",
        "'a1'");
    evaluates_to(
        "(() => { let s = ''; for (const k in { x: 0, y: 0 }) { if (k === 'x') "
        "continue; s += k; } return s; })()",
        "'y'");
    evaluates_to("(() => { let n = 1; while (n < 100) n *= 2; do n--; while (n > 120); "
                 "return n; })()",
                 "120");
    evaluates_to("(() => { const f = []; for (let i = 0; i < 2; i++) f.push(() => i); "
                 "return f[0]() + f[1]() * 10; })()",
                 "10");
    evaluates_to(
        "(() => { for (const x of [1, 2, 3]) { for (const y of [1, 2]) { if (y "
        "=== 2) break; if (x === 2) return x * 10 + y; } } })()",
        "21");
}

Test(eval, loops_without_end_are_a_diagnostic)
{
    schema_refused("for (;;) {}\nlet n = 0; n++;\n"
                   "export const t = sqliteTable('t', {});",
                   "does it end?");
    schema_refused("let n = 0;\nwhile (true) n++;\n"
                   "export const t = sqliteTable('t', {});",
                   "does it end?");
}

Test(eval, switches_fall_through_and_errors_are_caught)
{
    evaluates_to(
        "(() => { switch (2) { case 1: return 'a'; case 2: case 3: return 'b'; "
        "default: return 'c'; } })()",
        "'b'");
    evaluates_to(
        "(() => { let s = ''; switch ('z') { default: s += 'd'; case 'y': s += "
        "'y'; break; case 'x': s = 'x'; } return s; })()",
        "'dy'");
    evaluates_to(
        "(() => { try { throw new Map([['m', 'thrown']]); } catch (e) { return "
        "e.get('m'); } finally { } })()",
        "'thrown'");
    evaluates_to(
        "(() => { let s = 'a'; try { s += 'b'; } catch { s = ''; } finally { s "
        "+= 'c'; } return s; })()",
        "'abc'");
}

Test(eval, assignments_of_every_form)
{
    evaluates_to("(() => { let a = 1, b; [a, b] = [b, a]; return String(a) + b; })()",
                 "'undefined1'");
    evaluates_to("(() => { let a, r; ({ a, ...r } = { a: 1, b: 2, c: 3 }); return a + "
                 "r.c; })()",
                 "4");
    evaluates_to(
        "(() => { const o = { n: 1 }; o.n++; o['n'] += 5; o.m ?\?= 2; o.m ||= 9; "
        "delete o.x; return o.n * 10 + o.m; })()",
        "72");
    evaluates_to("(() => { const o = { a: 1, b: 2 }; delete o.a; return Object.keys(o)"
                 ".join() + ('a' in o) + ('b' in o); })()",
                 "'bfalsetrue'");
    evaluates_to("(() => { let i = 5; return i++ + ++i; })()", "12");
    evaluates_to("(() => { const [, b, , d = 4, ...r] = [1, 2, 3, undefined, 5, 6]; "
                 "return [b, d, ...r].join('-'); })()",
                 "'2-4-5-6'");
    evaluates_to("(() => { if (true) { var x = 1; } return x; })()", "1");
}

Test(eval, a_module_whose_statements_change_its_values_is_run_in_order)
{
    schema_gives("let n = 0;\nconst next = () => `c${n++}`;\n"
                 "const columns: any = {};\n"
                 "for (const k of ['a', 'b']) columns[k] = text(next());\n"
                 "columns.c = text('last');\n"
                 "export const t = sqliteTable('t', columns);\n"
                 "columns.d = text('too_late');",
                 "CREATE TABLE `t` (\n\t`c0` text,\n\t`c1` text,\n\t`last` text\n)");
    schema_gives("const words = ['a'];\nwords.push('b');\n"
                 "export const t = sqliteTable(words.join('_'), { a: text() });",
                 "CREATE TABLE `a_b`");
}

Test(eval, var_in_a_block_belongs_to_the_module)
{
    schema_gives(
        "export const t = sqliteTable('t', { a: text() });\n"
        "if (1) { var v1 = 'p', { x: v2, ...v3 } = { x: 'q', y: 'r' }; }\n"
        "for (var i = 0; i < 20; i++) { var w = i; }\n"
        "export const u = sqliteTable(v1 + v2 + v3.y + w, { r: text().references(() "
        "=> t.a) });",
        "CREATE TABLE `pqr19`");
}

Test(eval, what_may_have_changed_is_not_known)
{
    schema_refused(
        "const c: any = { a: text() };\n"
        "function add(into: any) { if (Math.random() > 0.5) into.b = text(); }\n"
        "add(c);\nexport const t = sqliteTable('t', c);\nlet x = 0; x++;",
        "a random number is not known before the program runs");
    schema_refused("let name = 'a';\nif (process.env.X) name = 'b';\n"
                   "export const t = sqliteTable(name, { a: text() });",
                   "\"process.env.X\" is not known before the program runs [W105]");
    schema_refused(
        "const pick = () => { for (const k of ['a', 'b']) if (process.env[k]) "
        "return k; return 'c'; };\n"
        "export const t = sqliteTable(pick(), { a: text() });",
        "is not known before the program runs [W105]");
}

Test(eval, what_a_condition_leaves_out_leaves_the_rest_known)
{
    schema_refused(
        "export const t = sqliteTable('t', { a: text(), ...(process.env.X ? { "
        "b: text() } : {}) });",
        "\"process.env.X\" is not known before the program runs [W105]");
    evaluates_to("({ a: 'known', ...(process.env.X ? { b: 1 } : { c: 2 }) }).a",
                 "'known'");
    evaluates_to("({ a: 'known', ...(process.env.X && { b: 1 }) }).a", "'known'");
}

// --- classes -----------------------------------------------------------------

Test(eval, classes)
{
    evaluates_to(
        "(() => { class A { x = 1; constructor(public y: number, z = 3) { this.x += "
        "z; } sum() { return this.x + this.y; } } return new A(10).sum(); })()",
        "14");
    evaluates_to(
        "(() => { class A { n() { return 'a'; } get v() { return this.n(); } } "
        "class B extends A { n() { return super.n() + 'b'; } } return new B().v; "
        "})()",
        "'ab'");
    evaluates_to("(() => { class A { static made = 1; static make() { return new "
                 "this.prototype.x; } static twice() { return A.made * 2; } } return "
                 "A.twice(); })()",
                 "2");
    evaluates_to(
        "(() => { class A { constructor(readonly a: string) {} } class B extends A "
        "{ b = this.a + '!'; } const x = new B('q'); return x.b + (x instanceof A) "
        "+ Object.keys(x).join(); })()",
        "'q!truea,b'");
    evaluates_to(
        "(() => { class A { #p = 7; p = () => this.#p; } const { p } = new A(); "
        "return p(); })()",
        "7");
}

Test(eval, objects_have_methods_and_getters)
{
    evaluates_to(
        "({ a: 2, get b() { return this.a * 2; }, c() { return this.b + 1; } }).c()",
        "5");
    evaluates_to("({ ...{ get x() { return 'got'; } } }).x", "'got'");
    evaluates_to("((...a: number[]) => a.length).apply(null, [1, 2])", "2");
    evaluates_to("((s, ...v) => s.join('?') + v.join())`a${1}b${2}c`", "'a?b?c1,2'");
}

// --- JavaScript's own --------------------------------------------------------

Test(eval, regular_expressions)
{
    evaluates_to("'firstName'.replace(/([A-Z])/g, '_$1').toLowerCase()",
                 "'first_name'");
    evaluates_to("'HTTPServer'.replace(/[A-Z]+/g, (m) => m.length)", "'5erver'");
    evaluates_to("'a1b22'.split(/\\d+/).join('-')", "'a-b-'");
    evaluates_to("'userName'.split(/(?=[A-Z])/).join('_')", "'user_Name'");
    evaluates_to("String(/^a.c$/i.test('ABC')) + /x/.test('y')", "'truefalse'");
    evaluates_to("'2024-05'.match(/(?<y>\\d+)-(\\d+)/)[2]", "'05'");
    evaluates_to("'aaa'.match(/a/g).length", "3");
    evaluates_to("'x'.replace(/(y)?x/, '[$1$&$$]')", "'[x$]'");
}

Test(eval, regular_expressions_without_end_are_not_known)
{
    schema_refused(
        "const s = 'a'.repeat(40) + 'b';\n"
        "export const t = sqliteTable(s.replace(/^(a+)+$/, 'x'), { a: text() });",
        "this takes too long to match");
}

Test(eval, sets_and_maps)
{
    evaluates_to("[...new Set(['a', 'b', 'a'])].join()", "'a,b'");
    evaluates_to("new Set([1, 2]).add(3).size", "3");
    evaluates_to("new Map([['k', 'v']]).get('k')", "'v'");
    evaluates_to("Object.keys(Object.fromEntries(new Map([['k', 1]]))).join()", "'k'");
    evaluates_to("Array.from({ length: 3 }, (_, i) => i * i).join()", "'0,1,4'");
    evaluates_to("[...Array(2).keys()].join()", "'0,1'");
    evaluates_to("['b', 'c', 'a'].sort().reverse().join('')", "'cba'");
    evaluates_to("[3, 1, 2].toSorted((a, b) => a - b).join()", "'1,2,3'");
    evaluates_to("[1, 2, 3, 4].splice(1, 2).join()", "'2,3'");
}

Test(eval, values_become_text_and_numbers)
{
    evaluates_to("`${[1, [2, null], 'x']}`", "'1,2,,x'");
    evaluates_to("+'5' + ~7 + +true + '2' * '3'", "4");
    evaluates_to("String(+'x') + 'abc'[1] + 'abc'[9]", "'NaNbundefined'");
    evaluates_to("Date.UTC(2001, 1, 3, 4) - +new Date(0)", "981172800000");
    evaluates_to("new Date(Date.UTC(2024, 12)).toISOString()",
                 "'2025-01-01T00:00:00.000Z'");
}

Test(eval, numbers_and_math)
{
    evaluates_to("Math.max(1, 3, 2) + Math.floor(2.7) + Math.round(0.5)", "6");
    evaluates_to("parseInt('12px') + parseFloat('1.5em')", "13.5");
    evaluates_to("(255).toString(16) + (1.005).toFixed(1) + Number('7')", "'ff1.07'");
    evaluates_to("Number.MAX_SAFE_INTEGER", "9007199254740991");
    evaluates_to("'7'.padStart(3, '0') + 'ab'.repeat(2) + 'abc'.substring(2, 1)",
                 "'007ababb'");
    evaluates_to("JSON.parse('{\"a\": [1, {\"b\": \"c\"}]}').a[1].b", "'c'");
}
