#!/usr/bin/env node
// relational.mjs WEAVE ROOT RUNTIME [N SEED] - relational queries give in C what drizzle-orm gives.
//
// Every query of relational/queries.ts runs on one database, through drizzle-orm's better-sqlite3 driver and through
// the C that weave makes of it; both print their rows as JSON, which must be the same bytes. relational/new.ts.txt has
// queries of the same names in the words of drizzle-orm 1.0, which is not installed: weave alone reads it, and they
// must give what their twins give. No query may take more statements than it has levels.
//
// With N and SEED: N random queries instead.
//
// In JSON members stand under their C names; times are milliseconds, blobs hexadecimal, a row that is not there null.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { kitDDL } from './kit.mjs';
import { loadTypeScript, queriesOf } from './load.mjs';
import { randomQueries } from './relational_random.mjs';

const here = join(dirname(fileURLToPath(import.meta.url)), 'relational');
const LEAST = 60; // queries; fewer means that they were not found

// --- through drizzle-orm

const snake = (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function canonical(value) {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.getTime();
  if (Buffer.isBuffer(value)) return value.toString('hex');
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [snake(key), canonical(member)]));
}

async function drizzles(file, queries) {
  const schema = loadTypeScript(join(here, 'schema.ts'));
  const { calls, ...groups } = loadTypeScript(queries);
  const sqlite = new Database(file);
  sqlite.exec(await kitDDL(join(here, 'schema.ts')));
  const db = drizzle(sqlite, { schema });
  for (const statement of schema.fill) db.run(statement);
  const lines = new Map();
  for (const [name, query] of queriesOf(groups))
    for (const given of calls[name] ?? [{}])
      lines.set(`${name} ${JSON.stringify(given)}`, query.all(db, given).map((row) => JSON.stringify(canonical(row))));
  sqlite.close();
  return { lines, calls };
}

// --- through weave

const HELPERS = `
#include "db.gen.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void text(WeaveText t)
{
    if (!t.ptr) {
        printf("null");
        return;
    }
    putchar('"');
    for (size_t i = 0; i < t.len; i++)
        printf(t.ptr[i] == '"' || t.ptr[i] == '\\\\' ? "\\\\%c" : "%c", t.ptr[i]);
    putchar('"');
}
static void raw(WeaveText t) { t.ptr ? printf("%.*s", (int)t.len, t.ptr) : printf("null"); }
static int64_t times = 1;
static void integer(int64_t value) { printf("%" PRId64, value * times); }
static void opt_integer(WeaveOptInt value) { value.has ? integer(value.value) : text((WeaveText){0}); }
static void real(double value) { printf("%.15g", value); }
static void opt_real(WeaveOptReal value) { value.has ? real(value.value) : text((WeaveText){0}); }
static void boolean(bool value) { printf(value ? "true" : "false"); }
static void opt_boolean(WeaveOptBool value) { value.has ? boolean(value.value) : text((WeaveText){0}); }
#define PRINT(x) _Generic((x), int64_t: integer, WeaveOptInt: opt_integer, double: real, WeaveOptReal: opt_real, \\
    bool: boolean, WeaveOptBool: opt_boolean, WeaveText: text)(x)
`;

/** Prints one column of the row that the C expression names. */
function printColumn(column, row) {
  const value = `${row}->${column.name}`;
  if (column.type === 'text' && column.enum) return `text(weave_text(${column.origin.replace('.', '_')}_text(${value})));`;
  if (column.mode === 'json') return `raw(${value});`;
  return `times = ${column.mode === 'timestamp' ? 1000 : 1}; PRINT(${value});`;
}

let depth = 0;
function printRow(columns, relations, row) {
  const members = [
    ...columns.map((column) => [column.name, printColumn(column, row)]),
    ...relations.map((relation) => [snake(relation.key), printRelation(relation, `${row}->${snake(relation.key)}`)]),
  ];
  const parts = members.map(([name, print], i) => `printf("${i ? ',' : ''}\\"${name}\\":"); ${print}`);
  return `printf("{"); ${parts.join('\n')} printf("}");`;
}

function printRelation(relation, member) {
  const row = `r${++depth}`;
  const inner = () => printRow(relation.columns, relation.relations, row);
  if (relation.kind === 'one') {
    if (!relation.optional) return `{ __auto_type ${row} = ${member}; ${inner()} }`;
    return `if (${member}) { __auto_type ${row} = ${member}; ${inner()} } else printf("null");`;
  }
  const i = `i${depth}`;
  return `if (!${member}.items) abort(); printf("[");
    for (size_t ${i} = 0; ${i} < ${member}.count; ${i}++) { if (${i}) printf(","); __auto_type ${row} = &${member}.items[${i}]; ${inner()} }
    printf("]");`;
}

/** The code that calls the query and prints `# NAME` and a line a row. */
function callQuery(query, prototype, given) {
  const args = prototype.map((parameter) => {
    const name = /(\w+)$/.exec(parameter)[1];
    if (name === 'db') return 'db';
    if (name === 'mem') return '&mem';
    if (name === 'out') return '&out';
    const value = given[Object.keys(given).find((key) => snake(key) === name.replace(/_$/, ''))];
    return typeof value === 'string' ? `weave_text(${JSON.stringify(value)})` : String(value);
  });
  const type = /^(\w+) \*out$/.exec(prototype.at(-1))[1];
  const own = query.relations ? query.columns.slice(0, query.ownColumns) : query.columns;
  const print = (row) => `{ __auto_type r0 = ${row}; ${printRow(own, query.relations ?? [], 'r0')} printf("\\n"); }`;
  const many = query.cardinality === 'many';
  return `{
    ${type} out;
    printf("# %s\\n", ${JSON.stringify(`${query.name} ${JSON.stringify(given)}`)});
    WeaveStatus status = ${query.function}(${args.join(', ')});
    if (status != WEAVE_OK && status != WEAVE_NOT_FOUND)
        fprintf(stderr, "%s\\n", weave_message(db)), failed = 1;
    ${many ? `for (size_t i0 = 0; i0 < out.count; i0++) ${print('&out.items[i0]')}` : `if (status == WEAVE_OK) ${print('&out')}`}
}`;
}

/** What the file says of its queries without a twin; its other exports cannot be run. */
function expected(file) {
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf('export const expected = ') + 'export const expected = '.length;
  return new Function(`return ${text.slice(from).replace(/;\s*$/, '')}`)();
}

function prototypes(gen) {
  const found = new Map();
  for (const name of readdirSync(gen).filter((file) => file.endsWith('.gen.h')))
    for (const [, name_, parameters] of readFileSync(join(gen, name), 'utf8').matchAll(/^WeaveStatus (\w+)\(([^;]*)\);/gm))
      found.set(name_, parameters.split(',').map((parameter) => parameter.trim().replace(/\s+/g, ' ')));
  return found;
}

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 26 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: exit status ${status}\n${stderr}`);
  return stdout;
}

/** The depth of what a query reads: its own level and those below it. */
const levels = (relations) => 1 + Math.max(0, ...(relations ?? []).map((relation) => levels(relation.relations)));
const count = (relations) => (relations ?? []).reduce((n, relation) => n + (relation.read === 'statement') + count(relation.relations), 0);

function weaves(files, dir, database, calls) {
  const schema = files.flatMap((file) => ['--schema', file]);
  run(weave, ['-q', ...schema, '--out', 'gen'], dir);
  const { queries } = JSON.parse(run(weave, ['describe', '--json', ...schema], dir));
  const gen = join(dir, 'gen');
  const found = prototypes(gen);
  for (const query of queries) {
    const statements = query.statements?.length ?? 1;
    if (statements !== 1 + count(query.relations)) throw new Error(`${query.name}: ${statements} statements`);
  }
  const body = queries.flatMap((query) => (calls[query.name] ?? [{}]).map((given) => callQuery(query, found.get(query.function), given)));
  const functions = body.map((code, i) => `static int call_${i}(WeaveDb *db) { WeaveArena mem = {0}; int failed = 0; ${code} weave_arena_free(&mem); return failed; }`);
  writeFileSync(join(dir, 'main.c'), `${HELPERS}${functions.join('\n')}
int main(int argc, char **argv)
{
    WeaveDb *db;
    int failed = argc != 2 || db_open(argv[1], WEAVE_OPEN_READONLY, &db) != WEAVE_OK;
    if (failed) fprintf(stderr, "%s\\n", weave_message(db));
    ${body.map((_, i) => `failed |= call_${i}(db);`).join('\n    ')}
    return weave_close(db) != WEAVE_OK || failed;
}
`);
  const sources = readdirSync(gen).filter((file) => file.endsWith('.c')).map((file) => join('gen', file));
  const sanitize = process.env.WEAVE_SANITIZE ? ['-fsanitize=address,undefined'] : [];
  run('cc', ['-std=gnu11', '-g', ...sanitize, '-Igen', `-I${join(root, 'runtime')}`, 'main.c', ...sources, runtime, '-lsqlite3', '-lpthread', '-o', 'main'], dir);
  const lines = new Map();
  for (const line of run(join(dir, 'main'), [database], dir).split('\n').slice(0, -1))
    if (line.startsWith('# ')) lines.set(line.slice(2), []);
    else [...lines.values()].at(-1).push(line);
  return lines;
}

// --- both

const [weave, root, runtime, random, seed] = process.argv.slice(2);
if (!runtime) {
  console.error('usage: relational.mjs WEAVE ROOT RUNTIME');
  process.exit(2);
}

function compare(ours, theirs, what, all) {
  let n = 0;
  for (const [call, rows] of theirs) {
    const found = ours.get(call);
    if (!found && !all) continue;
    n++;
    if (String(found) === String(rows)) continue;
    process.exitCode = 1;
    console.log(`differs ${what} ${call}\n    weave   ${found?.join('\n            ')}\n    drizzle ${rows.join('\n            ')}`);
  }
  for (const call of ours.keys())
    if (!theirs.has(call)) {
      console.log(`${what} ${call}: no query of drizzle-orm's has this name`);
      process.exitCode = 1;
    }
  return n;
}

async function compareRandom(dir, database) {
  const schema = loadTypeScript(join(here, 'schema.ts'));
  copyFileSync(join(here, 'schema.ts'), join(dir, 'schema.ts'));
  writeFileSync(join(dir, 'queries.ts'), randomQueries(schema, Number(random), Number(seed)));
  const { lines, calls } = await drizzles(database, join(dir, 'queries.ts'));
  console.log(`${compare(weaves(['schema.ts', 'queries.ts'], dir, database, calls), lines, `seed ${seed}`, true)} random queries`);
}

async function compareAll(dir, database) {
  const { lines, calls } = await drizzles(database, join(here, 'queries.ts'));
  const old = join(dir, 'old');
  const young = join(dir, 'new');
  execFileSync('mkdir', [old, young]);
  for (const file of ['schema.ts', 'queries.ts']) copyFileSync(join(here, file), join(old, file));
  copyFileSync(join(here, 'schema.ts'), join(young, 'schema.ts'));
  copyFileSync(join(here, 'new.ts.txt'), join(young, 'new.ts'));
  const n = compare(weaves(['schema.ts', 'queries.ts'], old, database, calls), lines, 'old', true);
  const known = new Set([...lines.keys()].map((call) => call.split(' ')[0])).size;
  for (const [name, rows] of Object.entries(expected(join(young, 'new.ts'))))
    lines.set(name.includes(' ') ? name : `${name} {}`, rows.map((row) => JSON.stringify(canonical(row))));
  const twins = compare(weaves(['new.ts'], young, database, calls), lines, 'new', false);
  console.log(`${n} calls of drizzle-orm's queries, ${twins} of their twins`);
  if (known < LEAST || twins < 40) process.exitCode = 1;
}

const dir = mkdtempSync(join(tmpdir(), 'weave-relational-'));
try {
  await (random ? compareRandom : compareAll)(dir, join(dir, 'x.db'));
} finally {
  if (!process.env.KEEP) rmSync(dir, { recursive: true, force: true });
  else console.log(dir);
}
