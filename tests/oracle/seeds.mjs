#!/usr/bin/env node
// seeds.mjs WEAVE - the rows of defineSeed() are inserted by `weave seed` as drizzle-orm's
// insert().values() inserts them, of every mode a column has; and a second run inserts nothing.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { loadTypeScript } from './load.mjs';

const weave = process.argv[2];
const dir = mkdtempSync(join(tmpdir(), 'weave-seeds-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
symlinkSync(join(dirname(fileURLToPath(import.meta.url)), '../../node_modules'), join(dir, 'node_modules'));

const schema = `
import { sql } from 'drizzle-orm';
import { blob, customType, integer, numeric, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const upper = customType<{ data: string }>({ dataType: () => 'text', toDriver: (v) => v.toUpperCase() });

export const leaf = sqliteTable('leaf', {
  id: integer().primaryKey({ autoIncrement: true }),
  rootId: integer('root_id').notNull().references(() => root.id),
});
export const root = sqliteTable('root', {
  id: integer().primaryKey(),
  firstLeaf: integer('first_leaf').references(() => leaf.id),
  flag: integer({ mode: 'boolean' }),
  at: integer({ mode: 'timestamp' }),
  ms: integer({ mode: 'timestamp_ms' }),
  ratio: real(),
  amount: numeric(),
  digits: numeric({ mode: 'bigint' }),
  name: text().notNull().default('nobody'),
  kind: text({ enum: ['a', "b'c"] }),
  more: text({ mode: 'json' }),
  raw: blob({ mode: 'json' }),
  big: blob({ mode: 'bigint' }),
  loud: upper(),
  made: text().$defaultFn(() => 'made'),
  now: integer().default(sql\`(7 * 6)\`),
});

export const leaves = defineSeed(leaf, [{ id: 5, rootId: 1 }, { rootId: 2 }, { id: 9007199254740991, rootId: 1 }]);
export const roots = defineSeed(root, [
  { id: 1, firstLeaf: 5, flag: true, at: new Date(1700000000999), ms: new Date(1700000000999), ratio: 0.1, amount: '12.50',
    digits: 12345678901234567890n, name: 'it\\'s "\\n\\u00e9\\u0001', kind: "b'c", more: { a: [1, null, 'x'], b: "'" }, raw: [true],
    big: -9223372036854775808n, loud: 'abc', made: 'given', now: sql\`1 + 1\` },
  { id: 2, flag: false, ratio: -1e300, name: '', more: 'text', kind: null },
]);
`;
writeFileSync(join(dir, 'schema.ts'), schema); // where nothing else is called defineSeed, it is weave's
writeFileSync(join(dir, 'node.ts'), `${schema}\nfunction defineSeed(table, rows) { return { table, rows }; }\n`);

function must(args) {
  const r = spawnSync(weave, args, { cwd: dir, encoding: 'utf8' });
  assert.equal(r.status, 0, r.stdout + r.stderr);
  return r.stdout;
}

const ddl = must(['sql', '--schema', 'schema.ts']);
function make(name) {
  const db = new Database(join(dir, name));
  db.exec(ddl);
  return db;
}

function dump(db) {
  const rows = {};
  for (const table of ['leaf', 'root']) {
    const names = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
    rows[table] = db.prepare(`SELECT ${names.map((n) => `typeof("${n}") || ' ' || quote("${n}") AS "${n}"`)} FROM ${table} ORDER BY id`).all();
  }
  return rows;
}

const { leaves, roots } = loadTypeScript(join(dir, 'node.ts'));
const theirs = make('drizzle.db');
theirs.pragma('foreign_keys = OFF');
for (const seed of [leaves, roots])
  for (const row of seed.rows) drizzle(theirs).insert(seed.table).values(row).run();

const ours = make('weave.db');
assert.equal(must(['seed', '--schema', 'schema.ts', '--db', 'weave.db']), '5 rows of 5 inserted into weave.db\n');
assert.deepEqual(dump(ours), dump(theirs));
assert.deepEqual(ours.pragma('foreign_key_check'), []);

// What was edited under its key stays, what was deleted comes back.
ours.exec(`UPDATE root SET name = 'edited', made = 'edited' WHERE id = 2; DELETE FROM leaf WHERE id = 5`.replace('DELETE', 'UPDATE root SET first_leaf = NULL; DELETE'));
assert.equal(must(['seed', '--schema', 'schema.ts', '--db', 'weave.db']), '1 rows of 5 inserted into weave.db\n');
assert.equal(must(['seed', '--schema', 'schema.ts', '--db', 'weave.db']), '0 rows of 5 inserted into weave.db\n');
assert.equal(ours.prepare('SELECT name FROM root WHERE id = 2').pluck().get(), 'edited');
console.log(`${leaves.rows.length + roots.rows.length} rows, value by value`);
