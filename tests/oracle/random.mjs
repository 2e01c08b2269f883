#!/usr/bin/env node
// random.mjs WEAVE [COUNT [SEED]] - random schemas: weave's DDL is drizzle-kit's, byte for byte, or a note says why.
//
// With `--compat drizzle-kit` the two texts are the same. Without it they are the same if and only if there is no
// note W117. Names and texts are chosen to be awkward. What weave refuses (names that clash) is not compared; a run in
// which that is most of it fails. The schemas that differ are shown.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kitStatementsOfFile } from './kit.mjs';

const [weave, count = '60', firstSeed = '1'] = process.argv.slice(2);
if (!weave) {
  console.error('usage: random.mjs WEAVE [COUNT [SEED]]');
  process.exit(2);
}

// --- chance: mulberry32, so that a seed is a schema

let state = 0;

function below(n) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % n;
}

const pick = (items) => items[below(items.length)];
const maybe = (percent) => below(100) < percent;
const some = (max, make) => Array.from({ length: below(max + 1) }, make);

/** n of them, none twice. */
function choose(n, items) {
  const rest = [...items];
  return Array.from({ length: n }, () => rest.splice(below(rest.length), 1)[0]);
}

// --- what schemas are made of

const NAMES = [
  ...['id', 'name', 'firstName', 'HTTPServer2', 'a1B2', 'isOK', 'user_id', 'größe', 'with space', 'order', 'select'],
  ...['10', '2', '01', 'x.y', "o'clock", 'say "so"', 'a`b', 'a,b', 'a;b', '$x', '__proto', '名', 'a\\b', 'x-y', 'null'],
  ...['undefined', 'ABC', '_lead', 'trail_', 'a__b', '1a', 'toString2', 'émile'],
];

const DEFAULTS = {
  text: ["'x'", '"it\'s"', "''", "'a\\nb'", "'a\\\\b'", "'null'", "'🧵'", 'null as never', '`t${1 + 1}`'],
  textSql: ['sql`CURRENT_TIMESTAMP`', "sql`('a;b')`", 'sql`(lower(hex(randomblob(4))))`', "sql`'x' -- why`"],
  integer: ['0', '-1', '-0', '1e21', '0x10', '1.0', '1_000', '0.1 + 0.2', '1e-7', '5e-324', '9007199254740993'],
  integerSql: ['sql`(unixepoch())`', 'sql`(1 + 2)`', 'null as never'],
  boolean: ['true', 'false'],
  timestamp: ['new Date(0)', "new Date('2024-02-29T00:00:00Z')", 'new Date(1.5e12)', 'sql`(unixepoch())`'],
  json: ['[]', '{}', '{ a: [1, null] }', '{ q: "it\'s" }', "['a', undefined]", "{ '2': 1, b: undefined }", '"\\u2028"'],
  real: ['1.5', '1', '-2.25e10'],
  numeric: ["'9.99'"],
  blob: ["sql`x'00ff'`"],
};

const BUILDERS = {
  text: ['text', '{ length: 20 }', DEFAULTS.text],
  textSql: ['text', "{ enum: ['a', 'b'] }", DEFAULTS.textSql],
  integer: ['integer', '', DEFAULTS.integer],
  integerSql: ['int', '', DEFAULTS.integerSql],
  boolean: ['integer', "{ mode: 'boolean' }", DEFAULTS.boolean],
  seconds: ['integer', "{ mode: 'timestamp' }", DEFAULTS.timestamp],
  millis: ['integer', "{ mode: 'timestamp_ms' }", DEFAULTS.timestamp],
  json: ['text', "{ mode: 'json' }", DEFAULTS.json],
  real: ['real', '', DEFAULTS.real],
  numeric: ['numeric', '', DEFAULTS.numeric],
  blob: ['blob', '', DEFAULTS.blob],
};

const text = JSON.stringify;
const actions = () => pick(["{ onDelete: 'cascade' }", "{ onDelete: 'set null', onUpdate: 'cascade' }", '{}']);

function column(key, name, isKey, tables) {
  const [builder, options, defaults] = BUILDERS[pick(Object.keys(BUILDERS))];
  const given = [...(name ? [text(name)] : []), ...(options ? [options] : [])].join(', ');
  const target = tables.length ? pick(tables) : null;
  const calls = [
    ...(isKey ? ['.primaryKey()'] : []),
    ...(maybe(40) ? ['.notNull()'] : []),
    ...(maybe(30) ? [`.default(${pick(defaults)})`] : []),
    ...(maybe(15) ? [`.unique(${maybe(50) ? text(`u${below(1e6)}${pick(NAMES)}`) : ''})`] : []),
    ...(target && maybe(20) ? [`.references(() => ${target.variable}[${text(pick(target.keys))}], ${actions()})`] : []),
    ...(maybe(10) ? ['.$defaultFn(() => 1 as never)'] : []),
  ];
  return `  [${text(key)}]: ${builder}(${given})${choose(calls.length, calls).join('')},`;
}

function part(column) {
  return maybe(70)
    ? column()
    : pick([
        `sql\`lower(\${${column()}})\``,
        `sql\`coalesce(\${${column()}}, 'x;y')\``,
        `desc(${column()})`,
        `sql\`\${${column()}} + \${1}\``,
        `sql\`ifnull(\${${column()}}, \${${column()}})\``,
      ]);
}

function condition(column) {
  return pick([
    `isNotNull(${column()})`,
    `sql\`\${${column()}} > 5\``,
    `sql\`\${${column()}} in ('a;b', \${4})\``,
    `and(isNull(${column()}), sql\`\${${column()}} <> ';'\`)!`,
    `sql\`\${${column()}} in \${['a', 'b']}\``,
    `or(sql\`\${${column()}} = \${3}\`, like(${column()}, '%x'))!`,
    `sql\`\${${column()}} is null -- or not\``,
    `sql\`\${t}.rowid > 0 or \${${column()}} is null\``,
  ]);
}

function extra(keys, hasKey, tables) {
  const own = () => `t[${text(pick(keys))}]`;
  const columns = () => [own(), ...some(2, own)].join(', ');
  const name = text(`${pick(NAMES)}_${below(1e6)}`);
  switch (pick(['index', 'index', 'unique', 'check', 'foreign', 'primary'])) {
    case 'unique':
      return `unique(${maybe(50) ? name : ''}).on(${columns()})`;
    case 'check':
      return `check(${name}, ${condition(own).replace(/^(and|or)(.*)/, 'sql`${$1$2}`')})`;
    case 'foreign': {
      if (!tables.length) return null;
      const to = pick(tables);
      const named = maybe(30) ? `name: ${pick([name, '"same"'])}, ` : '';
      const foreign = `[${to.variable}[${text(pick(to.keys))}]]`;
      return `foreignKey({ ${named}columns: [${own()}], foreignColumns: ${foreign} }).onDelete('restrict')`;
    }
    case 'primary':
      if (hasKey || keys.length < 2) return null;
      return `primaryKey({ columns: [${keys.slice(0, 2).map((key) => `t[${text(key)}]`)}] })`;
    default: {
      const parts = [part(own), ...some(2, () => part(own))].join(', ');
      const where = maybe(30) ? `.where(${condition(own)})` : '';
      return `${pick(['index', 'uniqueIndex'])}(${name}).on(${parts})${where}`;
    }
  }
}

function table(name, tables) {
  const keys = choose(1 + below(6), NAMES);
  const names = maybe(60) ? keys.map(() => null) : choose(keys.length, NAMES);
  const key = maybe(60) ? below(keys.length) : -1;
  const lines = keys.map((each, i) => column(each, names[i], i === key, tables));
  const extras = some(3, () => extra(keys, key >= 0, tables)).filter(Boolean);
  const once = extras.filter((each, i) => !each.startsWith('primaryKey') || extras.indexOf(each) === i);
  const variable = `${pick(['t', 'T', 'zz', 'A', '_x', '$y'])}${tables.length}`;
  const third = maybe(50) ? `[${once}]` : `({ ${once.map((each, i) => `${pick(['a', 'b', 'z'])}${i}: ${each}`)} })`;
  tables.push({ variable, keys });
  return `export const ${variable} = sqliteTable(${text(name)}, {\n${lines.join('\n')}\n}, (t) => ${third});`;
}

function schema() {
  const tables = [];
  const all = choose(1 + below(4), NAMES).map((name) => table(name, tables));
  return `import { blob, check, foreignKey, index, int, integer, numeric, primaryKey, real, sqliteTable, text, unique,
  uniqueIndex } from 'drizzle-orm/sqlite-core';
import { and, desc, isNotNull, isNull, like, or, sql } from 'drizzle-orm';
${all.join('\n')}
`;
}

// --- the comparison

function run(file, casing, ...options) {
  const args = ['sql', '--schema', file, ...(casing ? ['--casing', casing] : []), ...options];
  const { status, stdout, stderr, error } = spawnSync(weave, args, { encoding: 'utf8', timeout: 30_000 });
  if (error) throw error;
  if (status !== 0 && status !== 1) throw new Error(`weave ${args.join(' ')}: exit status ${status}\n${stderr}`);
  return { status, stdout, stderr };
}

/** What is wrong, or null; undefined if there is nothing to compare. */
async function compare(file, casing) {
  const compat = run(file, casing, '--compat', 'drizzle-kit');
  if (compat.status === 1 && !compat.stdout) return /\[W115\]/.test(compat.stderr) ? undefined : compat.stderr;
  const kit = (await kitStatementsOfFile(file, casing)).map((sql) => `${sql.trimEnd()}\n`).join('');
  if (compat.stdout !== kit) return `--- drizzle-kit\n${kit}--- weave --compat drizzle-kit\n${compat.stdout}`;
  const own = run(file, casing);
  const noted = own.stderr.includes('[W117]');
  if (own.status !== 0) return `--- weave\n${own.stderr}`;
  return (own.stdout === kit) === noted ? `--- ${noted ? 'noted in vain' : 'not noted'}\n${own.stdout}` : null;
}

const folder = mkdtempSync(join(tmpdir(), 'weave-oracle-'));
let compared = 0;
try {
  for (let i = 0; i < Number(count); i++) {
    state = Number(firstSeed) + i;
    const file = join(folder, `schema${i}.ts`);
    const source = schema();
    const casing = pick([undefined, undefined, 'snake_case', 'camelCase']);
    writeFileSync(file, source);
    const wrong = await compare(file, casing);
    compared += wrong !== undefined;
    if (!wrong) continue;
    console.log(`differs: seed ${Number(firstSeed) + i}, casing ${casing}\n${source}${wrong}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${compared} of ${count} random schemas compared`);
if (compared < Number(count) / 2) process.exitCode = 1;
