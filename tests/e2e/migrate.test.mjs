// migrate.test.mjs - a project's migration folder: woven in and applied by the program, applied
// by `weave migrate up`, and what is said where something is wrong with it.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';
import { ROOT, WEAVE, project } from './lib.mjs';

const init = `CREATE TABLE \`users\` (
	\`id\` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	\`name\` text NOT NULL
);
`;
const nick = 'ALTER TABLE `users` ADD `nick` text;\n';

const schema = (more = '') => `
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';
export const users = sqliteTable('users', {
  id: integer('id').primaryKey({ autoIncrement: true }), name: text('name').notNull(),${more}
});
`;

/** { name: sql } as drizzle-kit lays it out, minutes apart. */
function folder(migrations, dir = 'drizzle') {
  const names = Object.keys(migrations);
  const entries = names.map((tag, idx) => ({ idx, version: '6', when: 1700000000000 + idx * 60000, tag, breakpoints: true }));
  const files = { [`${dir}/meta/_journal.json`]: JSON.stringify({ version: '7', dialect: 'sqlite', entries }) };
  for (const name of names) files[`${dir}/${name}.sql`] = migrations[name];
  return files;
}

const config = { 'weave.config.ts': `export default { schema: './schema.ts', out: './gen', migrations: './drizzle' };\n` };

function sql(p, db, text) {
  const r = spawnSync('node', ['-e', `
    const Database = require('${ROOT}/node_modules/better-sqlite3');
    const db = new Database(process.argv[1]);
    for (const s of [process.argv[2]]) { const q = db.prepare(s); console.log(JSON.stringify(q.reader ? q.all() : q.run())); }`, p.path(db), text], { encoding: 'utf8' });
  assert.equal(r.status, 0, r.stderr);
  return JSON.parse(r.stdout);
}

/** A program that opens its database as the arguments say, on what was woven. */
function compile(p, name = 'program') {
  p.write('main.c', `
#include "gen/db.gen.h"
#include <stdio.h>
#include <string.h>
int main(int argc, char **argv)
{
    WeaveDb *db;
    WeaveStatus status = argc > 2 && strcmp(argv[2], "open") == 0
        ? db_open(argv[1], WEAVE_OPEN_CREATE, &db) : db_migrate(argv[1], WEAVE_OPEN_CREATE, &db);
    printf("%s %s\\n", weave_status_name(status), weave_message(db));
    return weave_close(db) != WEAVE_OK;
}
`);
  const sources = [...fs.readdirSync(p.path('gen')).filter((f) => f.endsWith('.c')).map((f) => p.path(`gen/${f}`)),
    ...fs.readdirSync(`${ROOT}/runtime`).filter((f) => f.endsWith('.c')).map((f) => `${ROOT}/runtime/${f}`)];
  const r = spawnSync('cc', ['-std=c11', '-D_POSIX_C_SOURCE=200809L', '-Wall', '-Werror', `-I${ROOT}`, `-I${ROOT}/runtime`, `-I${p.dir}`,
    p.path('main.c'), ...sources, '-lsqlite3', '-lpthread', '-o', p.path(name)], { encoding: 'utf8' });
  assert.equal(r.status, 0, r.stderr);
  return (...args) => spawnSync(p.path(name), args, { cwd: p.dir, encoding: 'utf8' }).stdout.trim();
}

test('px-20 a field is added, migrated by the woven program, and the rows stay', (t) => {
  const p = project(t, { ...config, 'schema.ts': schema(), ...folder({ '0000_init': init }) });
  assert.equal(p.run([]).status, 0);
  const older = compile(p, 'older');
  assert.equal(older('app.db', 'open'), 'WEAVE_OK');
  sql(p, 'app.db', `INSERT INTO users (name) VALUES ('Ada')`);

  p.write('schema.ts', schema(` nick: text('nick'),`));
  const behind = p.run([]);
  assert.equal(behind.status, 1, behind.all);
  assert.match(behind.err, /drizzle\/0000_init\.sql:1:1: error: the migrations do not make the schema: column users\.nick is missing \[W341\]/);
  assert.match(behind.err, /weave migrate generate/);

  for (const [name, text] of Object.entries(folder({ '0000_init': init, '0001_nick': nick }))) p.write(name, text);
  assert.equal(p.run([]).status, 0);
  const newer = compile(p, 'newer');
  assert.match(newer('app.db', 'open'), /^WEAVE_SCHEMA .*the database lacks 1 migration, the first is 0001_nick: db_migrate\(\)/);
  assert.equal(newer('app.db', 'migrate'), 'WEAVE_OK');
  assert.equal(newer('app.db', 'open'), 'WEAVE_OK');
  assert.deepEqual(sql(p, 'app.db', 'SELECT * FROM users'), [{ id: 1, name: 'Ada', nick: null }]);
  assert.match(older('app.db', 'migrate'), /^WEAVE_SCHEMA .*the database is newer/);
  assert.match(p.run(['migrate', 'up', '--db', 'app.db']).out, /nothing is pending in app\.db/);
});

test('px-18 up applies once and in order, and status says what is pending', (t) => {
  const p = project(t, { ...config, ...folder({ '0000_init': init }) });
  assert.equal(p.run(['migrate', 'status', '--db', 'a.db']).status, 3);
  assert.ok(!fs.existsSync(p.path('a.db')), 'looking makes a file');
  assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).out, 'applied 0000_init\n');
  for (const [name, text] of Object.entries(folder({ '0000_init': init, '0001_nick': nick, '0002_bad': 'SELECT 1;\n--> statement-breakpoint\nINSERT INTO nowhere VALUES (1)' }))) p.write(name, text);
  assert.equal(p.run(['migrate', 'status', '--db', 'a.db']).out, 'applied  0000_init\npending  0001_nick\npending  0002_bad\n');
  const r = p.run(['migrate', 'up', '--db', 'a.db']);
  assert.equal(r.status, 1);
  assert.equal(r.out, '', 'what would fail is found out before anything is applied');
  assert.match(r.err, /no such table: nowhere, in: INSERT INTO nowhere VALUES \(1\) \[WM200\]/);
  p.write('drizzle/0002_bad.sql', 'SELECT 1;');
  assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).out, 'applied 0001_nick\napplied 0002_bad\n');
  const json = JSON.parse(p.run(['migrate', 'status', '--json', '--db', 'a.db']).out);
  assert.deepEqual(json.migrations.map((m) => m.state), ['applied', 'applied', 'applied']);
  assert.equal(json.unknown, 0);
});

test('mg-18 what is refused is refused before anything is written', (t) => {
  const p = project(t, { ...config, ...folder({ '0000_init': init, '0001_nick': nick }) });
  assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).status, 0);
  const bytes = fs.readFileSync(p.path('a.db'));
  p.write('drizzle/0001_nick.sql', nick + '-- edited\n');
  const edited = p.run(['migrate', 'up', '--db', 'a.db']);
  assert.equal(edited.status, 1);
  assert.match(edited.err, /drizzle\/0001_nick\.sql:1:1: error: the migration was edited after it was applied: restore the file/);
  for (const [name, text] of Object.entries(folder({ '0000_init': init }))) p.write(name, text);
  const newer = p.run(['migrate', 'up', '--db', 'a.db']);
  assert.equal(newer.status, 1);
  assert.match(newer.err, /the database is newer/);
  assert.deepEqual(fs.readFileSync(p.path('a.db')), bytes);
  assert.deepEqual(fs.readdirSync(p.dir).filter((f) => f.startsWith('a.db')), ['a.db']);
});

test('mg-19 status answers by its exit code and makes nothing', (t) => {
  const p = project(t, { ...config, ...folder({ '0000_init': init, '0001_nick': nick }) });
  fs.writeFileSync(p.path('empty.db'), '');
  const before = fs.readdirSync(p.dir);
  const r = p.run(['migrate', 'status', '--db', 'empty.db']);
  assert.equal(r.status, 0);
  assert.equal(r.out, 'pending  0000_init\npending  0001_nick\n');
  assert.deepEqual(fs.readdirSync(p.dir), before);
  assert.equal(fs.statSync(p.path('empty.db')).size, 0);
});

test('usage: a verb and a database are wanted', (t) => {
  const p = project(t, { ...config });
  assert.equal(p.run(['migrate']).status, 2);
  assert.match(p.run(['migrate', 'up']).err, /wants a database: --db FILE/);
});

test('px-18 no folder is an empty one, what the journal does not name is nothing, there is no way down', (t) => {
  const p = project(t, { ...config });
  assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).out, 'nothing is pending in a.db\n');
  for (const [name, text] of Object.entries(folder({ '0000_init': init + "INSERT INTO users (name) VALUES ('Ada');" }))) p.write(name, text); // no breakpoint
  p.write('drizzle/0001_not_named.sql', 'nonsense');
  p.write('drizzle/0000_init.down.sql', 'DROP TABLE users');
  p.write('drizzle/README.md', 'nonsense');
  assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).out, 'applied 0000_init\n');
  assert.deepEqual(sql(p, 'a.db', 'SELECT name FROM users'), [{ name: 'Ada' }]);
  const down = p.run(['migrate', 'down', '--db', 'a.db']);
  assert.equal(down.status, 2);
  assert.match(down.err, /no migration has a way down: change the schema back, and "weave migrate generate" writes the way/);
  assert.equal(sql(p, 'a.db', 'SELECT count(*) AS n FROM users')[0].n, 1);
});

test('a journal that cannot be read is an error, not an empty folder; nor is an answer that cannot be written', (t) => {
  const p = project(t, { ...config, 'schema.ts': schema(), ...folder({ '0000_init': init }) });
  assert.equal(spawnSync('sh', ['-c', `'${WEAVE}' diff >/dev/full`], { cwd: p.dir }).status, 3);
  fs.rmSync(p.path('drizzle/meta/_journal.json'));
  fs.mkdirSync(p.path('drizzle/meta/_journal.json'));
  for (const args of [['migrate', 'up', '--db', 'a.db'], ['migrate', 'status', '--db', 'a.db'], ['migrate', 'generate'], []]) {
    const r = p.run(args);
    assert.equal(r.status, 1, r.all);
    assert.match(r.err, /drizzle\/meta\/_journal\.json: error: cannot read the journal: Is a directory/);
  }
  assert.ok(!fs.existsSync(p.path('a.db')) && !fs.existsSync(p.path('gen')));
});

test("1.0's folders are judged, applied and compared; the next is drizzle-kit's to write", (t) => {
  const p = project(t, { ...config, 'schema.ts': schema(` nick: text('nick'),`), 'drizzle/20240101000000_init/migration.sql': init, 'drizzle/20240101000000_init/snapshot.json': '{}' });
  assert.equal(p.run(['diff']).out, 'new column users.nick\n');
  const before = p.hash('drizzle/20240101000000_init');
  const r = p.run(['migrate', 'generate']);
  assert.equal(r.status, 1);
  assert.match(r.err, /drizzle is a folder of drizzle-kit 1\.0: .*"drizzle-kit generate" writes the next \[W343\]/);
  assert.deepEqual([p.hash('drizzle/20240101000000_init'), fs.readdirSync(p.path('drizzle'))], [before, ['20240101000000_init']]);
  assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).out, 'applied 20240101000000_init\n');
  p.write('drizzle/20240102000000_drop/migration.sql', 'DROP TABLE users');
  sql(p, 'a.db', "INSERT INTO users (name) VALUES ('Ada')");
  assert.match(p.run(['migrate', 'up', '--db', 'a.db']).err, /table users is dropped, and 1 row with it \[WD101\]/);
});

test('a folder that only drizzle.config.ts names is woven in if it is right, else warned of', (t) => {
  const p = project(t, {
    'drizzle.config.ts': `export default { dialect: 'sqlite', schema: './schema.ts' };\n`,
    'schema.ts': schema(), ...folder({ '0000_init': init }),
  });
  assert.equal(p.run(['--out', 'gen']).status, 0);
  assert.match(p.read('gen/db.gen.c'), /db_migrate/);
  p.write('schema.ts', schema(` nick: text('nick'),`));
  const r = p.run(['--out', 'gen']);
  assert.equal(r.status, 0, r.all);
  assert.match(r.err, /warning: the migrations do not make the schema: column users\.nick is missing \[W341\]/);
  assert.doesNotMatch(p.read('gen/db.gen.c'), /db_migrate/);
});

test('px-19 defaults, checks and indexes that the migrations do not make are warned of', (t) => {
  const text = schema().replace('text }', 'text, check, index }').replace(/^import/m, "import { sql } from 'drizzle-orm';\nimport")
    .replace('notNull(),\n});', `notNull().default('nobody') },
  (t) => [check('named', sql\`\${t.name} <> ''\`), index('by_name').on(t.name)]);`);
  const hand = "--> statement-breakpoint\nCREATE TRIGGER g AFTER INSERT ON users BEGIN SELECT 1; END;\n"; // stays
  const p = project(t, { ...config, 'schema.ts': text, ...folder({ '0000_init': init + hand }) });
  const warnings = [
    "warning: the migrations do not make all of the schema: column users.name changes: default none → 'nobody' [W341]",
    'warning: the migrations do not make all of the schema: table users changes: checks [W341]',
    'warning: the migrations do not make all of the schema: new index by_name [W341]'];
  const said = () => p.run([]).err.split('\n').filter((l) => l.includes('W341')).map((l) => l.replace(/^drizzle\/0000_init\.sql:1:1: /, ''));
  assert.deepEqual(said().sort(), warnings.sort());
  assert.equal(p.run(['check']).err.match(/W341/g).length, 3);
  assert.equal(p.run(['migrate', 'generate', '--name', 'rest']).status, 0);
  assert.deepEqual(said(), []);
  p.edit('schema.ts', "default('nobody')", "default('somebody')"); // what agreed is remembered, and does not hide it
  assert.equal(said().length, 1);
});

test('a migration that SQLite refuses is an error of the weave, where it stands', (t) => {
  const p = project(t, { ...config, 'schema.ts': schema(), ...folder({ '0000_init': `${init}--> statement-breakpoint\nCOMMIT;\n` }) });
  const r = p.run([]);
  assert.equal(r.status, 1);
  assert.match(r.err, /drizzle\/0000_init\.sql:6:1: error: COMMIT cannot stand in a migration/);
  assert.ok(!fs.existsSync(p.path('gen')));
});

test('another table than __drizzle_migrations is used if drizzle.config.ts says so', (t) => {
  const p = project(t, {
    'drizzle.config.ts': `export default { dialect: 'sqlite', schema: './schema.ts', out: './drizzle', migrations: { table: 'led"ger' } };\n`,
    'schema.ts': schema(), ...folder({ '0000_init': init }),
  });
  assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).status, 0);
  assert.equal(sql(p, 'a.db', 'SELECT count(*) AS n FROM "led""ger"')[0].n, 1);
});

test('px-18 of eight at once one applies, and all succeed', async (t) => {
  const steps = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${String(i).padStart(4, '0')}_t`, `CREATE TABLE t${i} (a);`]));
  for (const mode of ['delete', 'wal']) {
    const p = project(t, { ...config, ...folder(steps) });
    sql(p, 'a.db', `PRAGMA journal_mode = ${mode}`);
    const runs = Array.from({ length: 8 }, () => new Promise((done) => {
      const child = spawn(WEAVE, ['migrate', 'up', '--db', 'a.db'], { cwd: p.dir });
      let said = '';
      child.stdout.on('data', (d) => (said += d));
      child.stderr.on('data', (d) => (said += d));
      child.on('close', (status) => done({ status, said }));
    }));
    const ended = await Promise.all(runs);
    assert.deepEqual(ended.map((r) => r.status), Array(8).fill(0), JSON.stringify(ended));
    assert.equal(ended.reduce((n, r) => n + (r.said.match(/^applied /gm) ?? []).length, 0), 20);
    assert.equal(sql(p, 'a.db', 'SELECT count(*) AS n FROM __drizzle_migrations')[0].n, 20);
    assert.equal(sql(p, 'a.db', 'PRAGMA journal_mode')[0].journal_mode, mode);
  }
});

test('a long reader: with WAL nobody waits, else the wait ends with a clear word and nothing done', (t) => {
  const Database = createRequire(`${ROOT}/package.json`)('better-sqlite3');
  for (const mode of ['delete', 'wal']) {
    const p = project(t, { ...config, ...folder({ '0000_init': init }) });
    assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).status, 0);
    const db = new Database(p.path('a.db'));
    t.after(() => db.close());
    db.pragma(`journal_mode = ${mode}`);
    db.exec("INSERT INTO users (name) VALUES ('Ada'), ('Bob')");
    const reading = db.prepare('SELECT name FROM users ORDER BY id').raw().iterate();
    assert.deepEqual(reading.next().value, ['Ada']);
    for (const [name, text] of Object.entries(folder({ '0000_init': init, '0001_nick': nick }))) p.write(name, text);
    const r = p.run(['migrate', 'up', '--db', 'a.db']);
    const states = p.run(['migrate', 'status', '--db', 'a.db']).out;
    assert.deepEqual(reading.next().value, ['Bob']);
    reading.return();
    if (mode === 'wal') {
      assert.equal(r.status, 0, r.all);
      assert.equal(states, 'applied  0000_init\napplied  0001_nick\n');
    } else {
      assert.equal(r.status, 3, r.all);
      assert.match(r.err, /a\.db: .*database is locked.*: another program has kept it for 5 seconds; when it is done, run this again/);
      assert.equal(states, 'applied  0000_init\npending  0001_nick\n');
      assert.equal(p.run(['migrate', 'up', '--db', 'a.db']).out, 'applied 0001_nick\n');
    }
    assert.deepEqual(db.prepare('SELECT name, nick FROM users').raw().all(), [['Ada', null], ['Bob', null]]);
  }
});

test('a database that cannot be written is the world\'s fault, and stays', (t) => {
  const p = project(t, { ...config, ...folder({ '0000_init': init, '0001_nick': nick }) });
  p.write('a.db', 'this is no database at all, but some text');
  const none = p.run(['migrate', 'up', '--db', 'a.db']);
  assert.equal(none.status, 3);
  assert.match(none.err, /weave: .*a\.db: .*file is not a database/);
  assert.equal(p.read('a.db'), 'this is no database at all, but some text');
  assert.equal(p.run(['migrate', 'up', '--db', 'nowhere/a.db']).status, 3);
});

const seeded = `
import { sqliteTable, integer, text } from 'drizzle-orm/sqlite-core';
import { defineSeed } from 'weave-orm';
export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name').notNull() });
export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), userId: integer('user_id').references(() => users.id) });
export const seeds = [
  defineSeed(posts, [{ id: 1, userId: 2 }]),
  defineSeed(users, [{ id: 1, name: 'Ada' }, { id: 2, name: 'Bob' }]),
];
`;

test('mg-26 a created database is seeded, parents first, and seeding again skips', (t) => {
  const p = project(t, { ...config, 'schema.ts': seeded });
  assert.equal(p.run([]).status, 0);
  p.write('main.c', `
#include "gen/db.gen.h"
int main(void)
{
    WeaveDb *db;
    WeaveStatus status = db_open("a.db", WEAVE_OPEN_CREATE, &db);
    return (int)status + (weave_close(db) != WEAVE_OK);
}
`);
  const r = spawnSync('cc', ['-D_POSIX_C_SOURCE=200809L', `-I${ROOT}`, `-I${ROOT}/runtime`, `-I${p.dir}`, p.path('main.c'),
    ...fs.readdirSync(p.path('gen')).filter((f) => f.endsWith('.c')).map((f) => p.path(`gen/${f}`)),
    ...fs.readdirSync(`${ROOT}/runtime`).filter((f) => f.endsWith('.c')).map((f) => `${ROOT}/runtime/${f}`),
    '-Wl,--gc-sections', '-ffunction-sections', '-lsqlite3', '-lpthread', '-o', p.path('program')], { encoding: 'utf8' });
  assert.equal(r.status, 0, r.stderr);
  for (let i = 0; i < 2; i++) assert.equal(spawnSync(p.path('program'), { cwd: p.dir }).status, 0);
  assert.deepEqual(sql(p, 'a.db', 'SELECT p.id, name FROM posts p JOIN users u ON u.id = user_id'), [{ id: 1, name: 'Bob' }]);
  assert.equal(p.run(['seed', '--db', 'a.db']).out, '0 rows of 3 inserted into a.db\n');
  sql(p, 'a.db', 'DELETE FROM posts');
  assert.equal(p.run(['seed', '--db', 'a.db']).out, '1 rows of 3 inserted into a.db\n');
  assert.equal(p.run(['seed', '--db', 'nowhere.db']).status, 3);
  assert.ok(!fs.existsSync(p.path('nowhere.db')));
});

test('a seed that SQLite refuses is said at its row', (t) => {
  const p = project(t, { ...config, 'schema.ts': seeded });
  const said = (from, to) => {
    p.write('schema.ts', seeded.replace(from, to));
    const r = p.run([]);
    assert.equal(r.status, 1, r.all);
    return r.err;
  };
  assert.match(said("name: 'Bob'", 'name: null'), /schema\.ts:8:46: error: cannot insert this row into users: NOT NULL constraint failed: users\.name \[W342\]/);
  assert.match(said('userId: 2', 'userId: 3'), /schema\.ts:7:22: error: cannot insert this row into posts: it has no parent in users \[W342\]/);
  assert.match(said('id: 2, name', 'id: 1, name'), /schema\.ts:8:46: error: cannot insert this row into users: another row has its key/);
});
