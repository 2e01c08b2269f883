#!/usr/bin/env node
// ds_07.mjs WEAVE - DS-07: conditions mean what JavaScript means by them, and are the same under Node.
//
// Each text is asked for in each of a few rows: weave's SQL and drizzle-orm's, on one database.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { and, between, eq, inArray, isNull, not, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const require = createRequire(import.meta.url);
const words = require(join(dirname(fileURLToPath(import.meta.url)), '../../ts/index.js'));
const { contains, endsWith, has, startsWith } = words;

const weave = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'weave-ds07-'));
const schema = join(folder, 'schema.ts');
const conditions = {
  contains: "contains(t.x, sql.placeholder('q'))",
  startsWith: "startsWith(t.x, sql.placeholder('q'))",
  endsWith: "endsWith(t.x, sql.placeholder('q'))",
  has: "has(t.list, sql.placeholder('q'))",
  emptyAnd: 'and()',
  singleAnd: "and(contains(t.x, sql.placeholder('q')))",
  singleOr: "or(eq(t.x, sql.placeholder('q')))",
  nestedNot: "not(not(contains(t.x, sql.placeholder('q'))))",
  nested: "or(and(contains(t.x, sql.placeholder('q')), between(t.n, 1, 4)), isNull(t.x), inArray(t.n, [7]))",
};
writeFileSync(schema, `import { and, between, eq, inArray, isNull, not, or, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { contains, defineQuery, endsWith, has, startsWith } from 'weave-orm';
export const t = sqliteTable('t', { n: integer().primaryKey(), x: text(), list: text({ mode: 'json' }) });
export const q = {
${Object.entries(conditions).map(([name, of]) => `  ${name}: defineQuery((db) => db.select({ n: t.n }).from(t).where(${of}).orderBy(t.n)),`).join('\n')}
};\n`);
const { queries } = JSON.parse(execFileSync(weave, ['describe', '--json', '-q', '--schema', schema], { cwd: folder, encoding: 'utf8' }));
rmSync(folder, { recursive: true });

const t = sqliteTable('t', { n: integer().primaryKey(), x: text(), list: text({ mode: 'json' }) });
const texts = ['', 'abc', 'a%c', 'a_c', '50%', '\\', 'a\\b', '%', '_', 'x%_\\y', "it's", null];
const client = new Database(':memory:');
client.exec('CREATE TABLE t (n integer PRIMARY KEY, x text, list text)');
for (const [i, x] of texts.entries()) client.prepare('INSERT INTO t VALUES (?, ?, ?)').run(i, x, JSON.stringify([x, 'z']));
const db = drizzle(client);
const matching = (test) => texts.flatMap((x, i) => (test(x, i) ? [i] : []));
const expected = {
  contains: (q) => (x) => x?.includes(q),
  startsWith: (q) => (x) => x?.startsWith(q),
  endsWith: (q) => (x) => x?.endsWith(q),
  has: (q) => (x) => x === q || q === 'z',
  emptyAnd: () => () => true,
  singleAnd: (q) => (x) => x?.includes(q),
  singleOr: (q) => (x) => x === q,
  nestedNot: (q) => (x) => x?.includes(q),
  nested: (q) => (x, i) => (x?.includes(q) && i >= 1 && i <= 4) || x === null || i === 7,
};
let checked = 0;
for (const query of queries) {
  const name = query.name.replace(/^q\./, '');
  for (const q of ['a', '%', '_', '\\', 'a%', '%_\\', "it's", 'z', '']) {
    const rows = client.prepare(query.sql).all(query.params.length ? { q } : {}).map(({ n }) => n);
    assert.deepEqual(rows, matching(expected[name](q)), `${name} ${JSON.stringify(q)}: ${query.sql}`);
    const of = new Function('t', 'and', 'between', 'eq', 'inArray', 'isNull', 'not', 'or', 'sql', 'contains', 'endsWith', 'has', 'startsWith', `return ${conditions[name]}`);
    const where = of(t, and, between, eq, inArray, isNull, not, or, sql, contains, endsWith, has, startsWith);
    const own = db.select({ n: t.n }).from(t).where(where).orderBy(t.n).prepare().all({ q }).map(({ n }) => n);
    assert.deepEqual(own, rows, `${name} under Node`);
    checked++;
  }
}
assert.equal(checked, Object.keys(conditions).length * 9);
console.log(`DS-07: ${checked} times the same rows`);
