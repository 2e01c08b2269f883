#!/usr/bin/env node
// migrate.mjs WEAVE - the folder that drizzle-kit writes is applied by drizzle-orm's own
// migrator and by `weave migrate up`, in either order and half and half: whoever comes second
// has nothing to do, and the databases are the same, ledger and all.
//
// The last step is one that drizzle-orm loses rows in (drizzle-orm#5782): it is compared on
// tables without children, and with children weave must keep them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';

const weave = process.argv[2];
const modules = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules');
const dir = mkdtempSync(join(tmpdir(), 'weave-migrate-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
symlinkSync(modules, join(dir, 'node_modules'));

const head = `import { sqliteTable, integer, text, index } from 'drizzle-orm/sqlite-core';\n`;
const steps = [
  `export const users = sqliteTable('users', { id: integer('id').primaryKey({ autoIncrement: true }), name: text('name').notNull() });`,
  `export const users = sqliteTable('users', { id: integer('id').primaryKey({ autoIncrement: true }), name: text('name').notNull(), nick: text('nick') }, (t) => [index('nick_i').on(t.nick)]);
   export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), userId: integer('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }) });`,
  `export const users = sqliteTable('users', { id: integer('id').primaryKey({ autoIncrement: true }), name: text('name'), nick: text('nick') }, (t) => [index('nick_i').on(t.nick)]);
   export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), userId: integer('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }) });`,
];

function must(command, args) {
  const r = spawnSync(command, args, { cwd: dir, encoding: 'utf8' });
  assert.equal(r.status, 0, r.stdout + r.stderr);
  return r.stdout;
}

// The folder after each step: folders[n] has n + 1 migrations.
const folders = steps.map((step, i) => {
  writeFileSync(join(dir, 'schema.ts'), head + step);
  must(join(modules, '.bin/drizzle-kit'), ['generate', '--dialect', 'sqlite', '--schema', 'schema.ts', '--out', 'drizzle']);
  const folder = join(dir, `drizzle${i + 1}`);
  cpSync(join(dir, 'drizzle'), folder, { recursive: true });
  return folder;
});

function byDrizzle(file, folder) {
  const db = new Database(file);
  const before = db.prepare('SELECT total_changes() AS n').get().n;
  migrate(drizzle(db), { migrationsFolder: folder });
  const changes = db.prepare('SELECT total_changes() AS n').get().n - before;
  db.close();
  return changes;
}

function byWeave(file, folder) {
  writeFileSync(join(dir, 'weave.config.ts'), `export default { migrations: '${folder}' };`);
  return must(weave, ['migrate', 'up', '--db', file]);
}

function fill(file) {
  const db = new Database(file);
  db.exec(`INSERT INTO users (name) VALUES ('Ada'), ('Bob'), ('Cem'); DELETE FROM users WHERE id = 3`);
  db.close();
}

function dump(file) {
  const db = new Database(file, { readonly: true });
  const out = { schema: db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all() };
  for (const { name } of db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all())
    out[name] = db.prepare(`SELECT * FROM "${name}"`).all();
  db.close();
  return out;
}

const last = folders.at(-1);
const nothing = (said) => assert.match(said, /nothing is pending/);

// --- whole, in both orders -------------------------------------------------------
const drizzles = join(dir, 'drizzle.db'), weaves = join(dir, 'weave.db');
byDrizzle(drizzles, last);
nothing(byWeave(drizzles, last));
assert.equal((byWeave(weaves, last).match(/^applied /gm) ?? []).length, 3);
const first = dump(weaves);
assert.equal(byDrizzle(weaves, last), 0, 'drizzle-orm found something to do');
assert.deepEqual(dump(weaves), first);
assert.deepEqual(first, dump(drizzles));

// --- half and half, with rows between ------------------------------------------------
for (const order of [[byDrizzle, byWeave, byDrizzle], [byWeave, byDrizzle, byWeave]]) {
  const file = join(dir, `${order[0].name}-first.db`);
  order.forEach((run, i) => {
    run(file, folders[i]);
    if (i === 0) fill(file);
  });
  nothing(byWeave(file, last));
  assert.equal(byDrizzle(file, last), 0);
  const is = dump(file);
  assert.deepEqual(is.schema, first.schema);
  assert.deepEqual(is.__drizzle_migrations, first.__drizzle_migrations);
  assert.deepEqual(is.users.map((u) => u.name), ['Ada', 'Bob']);
}

// --- children of a parent that is made anew -----------------------------------------
function withChildren(name, run) {
  const file = join(dir, name);
  byDrizzle(file, folders[1]);
  fill(file);
  const db = new Database(file);
  db.exec('INSERT INTO posts (user_id) VALUES (1), (2)');
  db.close();
  run(file, last);
  return dump(file);
}
assert.equal(withChildren('lost.db', byDrizzle).posts.length, 0, 'drizzle-orm keeps them now: say so');
const kept = withChildren('kept.db', byWeave);
assert.equal(kept.posts.length, 2);
assert.equal(kept.sqlite_sequence.find((s) => s.name === 'users').seq, 3);

// --- the hash is drizzle-orm's, whatever the bytes -------------------------------------
const odd = join(dir, 'odd');
mkdirSync(join(odd, 'meta'), { recursive: true });
const sql = '\ufeff-- größe\r\nCREATE TABLE "größe" (a);\r\n--> statement-breakpoint\n\n--> statement-breakpoint\n';
writeFileSync(join(odd, '0000_odd.sql'), sql + 'CREATE TABLE b (a)');
writeFileSync(join(odd, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries: [{ idx: 0, version: '6', when: 1700000000000, tag: '0000_odd', breakpoints: true }] }));
byWeave(join(dir, 'odd.db'), odd);
assert.equal(byDrizzle(join(dir, 'odd.db'), odd), 0);
const { readMigrationFiles } = await import('drizzle-orm/migrator');
assert.equal(dump(join(dir, 'odd.db')).__drizzle_migrations[0].hash, readMigrationFiles({ migrationsFolder: odd })[0].hash);
console.log(`${folders.length} migrations, both orders, half and half: ${readFileSync(join(last, 'meta/_journal.json')).length} bytes of journal`);
