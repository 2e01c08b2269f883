// push.test.mjs - `weave push` makes a database what the schema says and keeps its rows, or asks;
// `weave dev` does so whenever a source changes.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT, WEAVE, project } from './lib.mjs';

const schema = (users, more = '') => `
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';
export const users = sqliteTable('users', { id: integer('id').primaryKey({ autoIncrement: true }), ${users} });
export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), userId: integer('user_id').notNull().references(() => users.id, { onDelete: 'cascade' }) });
${more}`;
const first = `name: text('name').notNull()`;

function sql(p, text) {
  const r = spawnSync('node', ['-e', `
    const db = new (require('${ROOT}/node_modules/better-sqlite3'))(process.argv[1]);
    for (const s of process.argv[2].split(';')) { const q = db.prepare(s); console.log(JSON.stringify(q.reader ? q.all() : q.run())); }`,
    p.path('a.db'), text], { encoding: 'utf8' });
  assert.equal(r.status, 0, r.stderr);
  return JSON.parse(r.stdout.trim().split('\n').at(-1));
}

function filled(t) {
  const p = project(t, { 'schema.ts': schema(first) });
  p.push = (...args) => p.run(['push', '--schema', 'schema.ts', '--db', 'a.db', ...args]);
  assert.equal(p.push().status, 0);
  sql(p, `INSERT INTO users (name) VALUES ('Ada'), ('Bob'), ('Cem');INSERT INTO posts (user_id) VALUES (1), (2);DELETE FROM users WHERE id = 3`);
  return p;
}

test('px-20 push adds a field and keeps the rows, again changes nothing', (t) => {
  const p = filled(t);
  p.write('schema.ts', schema(`${first}, admin: integer('admin', { mode: 'boolean' }).notNull().default(false)`));
  const r = p.push();
  assert.equal(r.status, 0, r.all);
  assert.deepEqual(sql(p, 'SELECT * FROM users'), [{ id: 1, name: 'Ada', admin: 0 }, { id: 2, name: 'Bob', admin: 0 }]);
  assert.equal(p.push().out, 'a.db is what the schema says\n');
});

test('a parent is made anew by push, children and counter stay', (t) => {
  const p = filled(t);
  p.write('schema.ts', schema(`name: text('name')`));
  const r = p.push();
  assert.equal(r.status, 0, r.all);
  assert.equal(sql(p, 'SELECT count(*) AS n FROM posts')[0].n, 2);
  assert.equal(sql(p, `INSERT INTO users (name) VALUES (NULL);SELECT max(id) AS id FROM users`)[0].id, 4);
});

test('ds-12 what is destructive is asked; without a terminal nothing is done, and --approve agrees once', (t) => {
  const p = filled(t);
  p.write('schema.ts', schema(''));
  const asked = p.push();
  assert.equal(asked.status, 4, asked.all);
  const plan = JSON.parse(asked.out);
  assert.equal(plan.findings[0].code, 'WD103');
  assert.equal(plan.findings[0].rows, 2);
  assert.equal(sql(p, 'SELECT name FROM users WHERE id = 1')[0].name, 'Ada');
  assert.equal(p.push('--approve', '0'.repeat(32)).status, 4);
  const done = p.push('--approve', plan.plan_hash);
  assert.equal(done.status, 0, done.all);
  assert.deepEqual(sql(p, 'SELECT * FROM users'), [{ id: 1 }, { id: 2 }]);
});

test('what cannot work is refused before anything is written', (t) => {
  const p = filled(t);
  sql(p, `UPDATE users SET name = 'Ada'`);
  const bytes = fs.readFileSync(p.path('a.db'));
  p.write('schema.ts', schema(`name: text('name').notNull().unique()`));
  const r = p.push();
  assert.equal(r.status, 1, r.all);
  assert.match(r.err, /WM203/);
  assert.deepEqual(fs.readFileSync(p.path('a.db')), bytes);
});

// --- dev -------------------------------------------------------------------------

/** A running `weave dev`; lines() waits for the n-th "watching". */
function dev(t, p, ...args) {
  const child = spawn(WEAVE, ['dev', '--schema', 'schema.ts', '--out', 'gen', ...args], { cwd: p.dir });
  const d = { child, said: '', status: undefined };
  child.stdout.on('data', (x) => (d.said += x));
  child.stderr.on('data', (x) => (d.said += x));
  d.ended = new Promise((done) => child.on('close', (status, signal) => done((d.status = status ?? signal))));
  d.watching = async (n) => {
    for (let i = 0; i < 1200; i++, await sleep(50)) {
      if ((d.said.match(/^watching/gm) ?? []).length >= n) return;
      if (d.status !== undefined) break;
    }
    assert.fail(`never watched ${n} times:\n${d.said}`);
  };
  t.after(() => child.kill('SIGKILL'));
  return d;
}

const query = (n) => `import { defineQuery } from 'weave-orm'; export const q = { one: defineQuery\`SELECT ${n} AS n\` };`;

test('ds-13 a burst of edits is one run, a syntax error keeps the last good state, a second one refuses', async (t) => {
  const p = project(t, { 'schema.ts': schema(first, query(1)) });
  const d = dev(t, p, '--db', 'a.db');
  await d.watching(1);
  assert.match(d.said, /^new table users$/m);
  assert.match(p.read('gen/q.gen.c'), /SELECT 1 AS n/);

  const second = spawnSync(WEAVE, ['dev', '--schema', 'schema.ts', '--out', 'gen'], { cwd: p.dir, encoding: 'utf8' });
  assert.equal(second.status, 3);
  assert.match(second.stderr, /another weave dev watches this project/);

  sql(p, `INSERT INTO users (name) VALUES ('Ada')`);
  for (let i = 2; i < 12; i++) {
    p.write('schema.ts', schema(`${first}, nick: text('nick')`, query(i)));
    await sleep(20);
  }
  await d.watching(2);
  assert.match(p.read('gen/q.gen.c'), /SELECT 11 AS n/);
  assert.deepEqual(sql(p, 'SELECT * FROM users'), [{ id: 1, name: 'Ada', nick: null }]);
  await sleep(1000);
  assert.equal(d.said.match(/^watching/gm).length, 2, d.said);

  const good = p.hash();
  p.write('schema.ts', 'export const users = sqliteTable(');
  await d.watching(3);
  assert.match(d.said, /W101/);
  assert.equal(p.hash(), good);
  assert.equal(sql(p, 'SELECT count(*) AS n FROM users')[0].n, 1);

  fs.writeFileSync(p.path('.new'), schema(`${first}, nick: text('nick')`, query(12))); // as editors do it
  fs.renameSync(p.path('.new'), p.path('schema.ts'));
  await d.watching(4);
  assert.match(p.read('gen/q.gen.c'), /SELECT 12 AS n/);
});

test('ds-13 dev ends with its parent', async (t) => {
  const p = project(t, { 'schema.ts': schema(first, query(1)) });
  const parent = spawn('sh', ['-c', `'${WEAVE}' dev --schema schema.ts --out gen > dev.log 2>&1 & echo $!; wait`], { cwd: p.dir });
  let pid = '';
  parent.stdout.on('data', (x) => (pid += x));
  const alive = () => {
    try {
      return !/^State:\s*Z/m.test(fs.readFileSync(`/proc/${+pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };
  for (let i = 0; i < 1200 && !(pid && fs.existsSync(p.path('dev.log')) && p.read('dev.log').includes('watching')); i++) await sleep(50);
  assert.match(p.read('dev.log'), /watching/);
  assert.ok(alive());
  parent.kill('SIGKILL');
  for (let i = 0; i < 100 && alive(); i++) await sleep(50);
  assert.ok(!alive(), 'it goes on without its parent');
});
