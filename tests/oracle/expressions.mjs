#!/usr/bin/env node
// expressions.mjs WEAVE [N [SEED]] - what weave evaluates is what Node evaluates: random expressions and statements.
//
// Each becomes the default of a column, as text. What weave says it does not know is passed over, but not too often.
// Prints what differs; exit status 1 if anything does.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [weave, count = '300', firstSeed = '1'] = process.argv.slice(2);
if (!weave) {
  console.error('usage: expressions.mjs WEAVE [N [SEED]]');
  process.exit(2);
}

let state = 1;
const below = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const pick = (list) => list[below(list.length)];

const STRINGS = ["'abc'", "'userName'", "'HTTPServer'", "''", "'a-b_c'", "'12'", "' x '", "`t${1}`", "'it\\'s'", "'aXbXc'"];
const NUMBERS = ['0', '1', '2', '7', '-3', '1.5', '0x1f', '1e3', '(60 * 60)', '(10 % 4)', '(2 ** 5)'];

const number = (depth) =>
  depth <= 0
    ? pick(NUMBERS)
    : pick([
        () => `(${number(depth - 1)} ${pick(['+', '-', '*', '|', '&', '^', '<<', '>>', '>>>'])} ${number(depth - 1)})`,
        () => `Math.${pick(['floor', 'ceil', 'round', 'trunc', 'abs'])}(${number(depth - 1)})`,
        () => `Math.${pick(['max', 'min'])}(${number(depth - 1)}, ${number(depth - 1)})`,
        () => `${string(depth - 1)}.length`,
        () => `${string(depth - 1)}.indexOf(${string(0)})`,
        () => `${list(depth - 1)}.length`,
        () => `${list(depth - 1)}.indexOf(${string(0)})`,
        () => `parseInt(${string(depth - 1)})`,
        () => `Number(${string(0)})`,
        () => `+${string(0)}`,
        () => `~${number(0)}`,
        () => `(${bool(depth - 1)} ? ${number(depth - 1)} : ${number(depth - 1)})`,
        () => `(() => { let n = 0; for (let i = 0; i < ${1 + below(4)}; i++) { if (i === ${below(4)}) continue; n += i * ${number(0)}; } return n; })()`,
        () => `(() => { let n = ${number(0)}; let k = 0; while (k++ < 3) { n += k; if (n > ${number(0)}) break; } return n; })()`,
        () => `(() => { switch (${string(0)}) { case ${string(0)}: return 1; case ${string(0)}: return 2; default: return 3; } })()`,
        () => `[...${list(depth - 1)}].reduce((a, x) => a + x.length, ${number(0)})`,
      ])();
const string = (depth) =>
  depth <= 0
    ? pick(STRINGS)
    : pick([
        () => `(${string(depth - 1)} + ${pick([string, number, bool])(depth - 1)})`,
        () => `${string(depth - 1)}.${pick(['toUpperCase', 'toLowerCase', 'trim', 'trimStart', 'trimEnd', 'toString'])}()`,
        () => `${string(depth - 1)}.${pick(['slice', 'substring'])}(${below(5) - 2}${pick(['', `, ${below(6) - 2}`])})`,
        () => `${string(depth - 1)}.${pick(['padStart', 'padEnd'])}(${below(9)}, ${pick(["'*'", "'ab'", "' '"])})`,
        () => `${string(depth - 1)}.repeat(${below(3)})`,
        () => `${string(depth - 1)}.${pick(['replace', 'replaceAll'])}(${string(0)} || 'q', ${string(0)})`,
        () => `${string(depth - 1)}.replace(${pick(['/[A-Z]/g', '/([a-z])([A-Z])/', '/\\d+/', '/[_-](.)/g', '/^./', '/x*/g', '/(?=[A-Z])/g'])}, ${pick(["'_$&'", "'$1-$2'", "(m) => `<${m}>`", "''", "'$$'"])})`,
        () => `${list(depth - 1)}.join(${pick(["'-'", "''", "', '", ''])})`,
        () => `${string(depth - 1)}.split(${pick(["''", "'-'", "'X'", '/[A-Z]/', '/(?=[A-Z])/', '/([-_])/'])}).map((s, i) => s + i).join('|')`,
        () => `String(${pick([number, bool, list])(depth - 1)})`,
        () => `(${bool(depth - 1)} ? ${string(depth - 1)} : ${string(depth - 1)})`,
        () => `String(${pick(['null', 'undefined', string(0)])} ${pick(['??', '||', '&&'])} ${string(depth - 1)})`,
        () => `JSON.stringify({ b: ${number(depth - 1)}, a: ${string(0)}, 10: null, 2: ${list(0)} })`,
        () => `Object.keys({ z: 1, 3: 2, ...{ a: ${number(0)} }, 1: 4 }).join()`,
        () => `Object.entries({ x: ${string(0)}, y: ${number(0)} }).map(([k, v]) => k + v).join(';')`,
        () => `((a, b = ${string(0)}, ...r) => a + b + r.length)(${string(0)}${pick(['', `, undefined, ${number(0)}`])})`,
        () => `(() => { const { a, b: c = ${string(0)}, ...r } = { a: ${string(0)}, d: ${number(0)}, e: 2 }; return a + c + Object.keys(r); })()`,
        () => `(() => { const [a, , b = 'd', ...r] = ${list(depth - 1)}; return a + b + r.length; })()`,
        () => `(() => { class A { x = ${string(0)}; get y() { return this.x + 1; } z(n = 2) { return this.y.repeat(n); } } class B extends A { z() { return super.z(1) + 'b'; } } return new B().z(); })()`,
        () => `[...new Set(${list(depth - 1)})].join()`,
        () => `((s, ...v) => s.join('?') + v.length)\`a\${${number(0)}}b\${${string(0)}}\``,
        () => `(typeof ${pick([number, string, bool, list])(0)})`,
        () => `(${number(depth - 1)}).toString(${pick(['', '2', '16', '36'])})`,
        () => `(${number(0)}).toFixed(${below(3)})`,
      ])();
const bool = (depth) =>
  depth <= 0
    ? pick(['true', 'false', '!0', "!''"])
    : pick([
        () => `(${number(depth - 1)} ${pick(['<', '>', '<=', '>=', '===', '!==', '==', '!='])} ${number(depth - 1)})`,
        () => `(${string(depth - 1)} ${pick(['===', '!==', '<', '>='])} ${string(depth - 1)})`,
        () => `${string(depth - 1)}.${pick(['includes', 'startsWith', 'endsWith'])}(${string(0)})`,
        () => `${list(depth - 1)}.${pick(['some', 'every'])}((x) => x.length > ${below(4)})`,
        () => `${list(depth - 1)}.includes(${string(0)})`,
        () => `/${pick(['[A-Z]', '^a', 'b$', '\\\\d'])}/.test(${string(depth - 1)})`,
        () => `(${bool(depth - 1)} ${pick(['&&', '||'])} ${bool(depth - 1)})`,
        () => `('a' in { a: 1 })`,
        () => `Array.isArray(${pick([list, string])(0)})`,
        () => `isNaN(${number(depth - 1)})`,
      ])();
const list = (depth) =>
  depth <= 0
    ? `[${Array.from({ length: below(4) }, () => pick(STRINGS)).join(', ')}]`
    : pick([
        () => `[${string(depth - 1)}, ...${list(depth - 1)}]`,
        () => `${list(depth - 1)}.map((x) => x + ${string(0)})`,
        () => `${list(depth - 1)}.filter((x, i) => i ${pick(['<', '>', '!=='])} ${below(3)})`,
        () => `${list(depth - 1)}.${pick(['concat', 'concat'])}(${list(0)})`,
        () => `${list(depth - 1)}.slice(${below(4) - 2}${pick(['', `, ${below(5) - 2}`])})`,
        () => `[...${list(depth - 1)}].sort()`,
        () => `[...${list(depth - 1)}].reverse()`,
        () => `[...${list(depth - 1)}].sort((a, b) => b.length - a.length)`,
        () => `[${list(0)}, ${list(0)}].flat()`,
        () => `${list(depth - 1)}.flatMap((x) => [x, x + '2'])`,
        () => `Object.values({ q: ${string(depth - 1)}, p: ${string(0)} })`,
        () => `Array.from({ length: ${below(4)} }, (_, i) => 'i' + i)`,
        () => `${string(depth - 1)}.split('')`,
        () => `(() => { const a = ${list(0)}; a.push(${string(0)}); a.unshift('u'); a.splice(1, ${below(2)}, 's'); return a; })()`,
      ])();

/** The text of the default in the DDL, or null if weave does not know it. */
function evaluated(file) {
  const { status, stdout, stderr, error } = spawnSync(weave, ['sql', '--schema', file], { encoding: 'utf8', timeout: 30_000 });
  if (error) throw error;
  if (status === 1 && /\[W10[45]\]/.test(stderr)) return null;
  if (status !== 0) throw new Error(`exit status ${status}: ${stderr}`);
  return /DEFAULT '((?:[^']|'')*)'/s.exec(stdout)[1].replaceAll("''", "'");
}

const folder = mkdtempSync(join(tmpdir(), 'weave-oracle-'));
let known = 0;
try {
  for (let i = 0; i < Number(count); i++) {
    state = Number(firstSeed) * 7919 + i;
    below(2);
    const expression = pick([string, number, bool, list])(3);
    const expected = String(new Function(`return (${expression});`)());
    const file = join(folder, `e${i}.ts`);
    writeFileSync(
      file,
      `import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const t = sqliteTable('t', { c: text().default('=' + String(${expression})) });\n`,
    );
    let found;
    try {
      found = evaluated(file);
    } catch (error) {
      found = error.message;
    }
    known += found !== null;
    if (found === null || found === `=${expected}`) continue;
    console.log(`differs: ${expression}\n    node:  ${expected}\n    weave: ${found}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${known} of ${count} expressions were known`);
if (known < Number(count) * 0.9) process.exitCode = 1;
