// plan.test.mjs - weave migrate generate, weave diff and the Sentinel before migrate up, on
// databases with rows. The five losses that drizzle's own tools were seen to bring about are
// here, each with every row kept. drizzle-kit and drizzle-orm judge what is written.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';
import { ROOT, WEAVE, project, treeHash } from '../e2e/lib.mjs';

const require = createRequire(`${ROOT}/package.json`);
const Database = require('better-sqlite3');

const imports = `import { sqliteTable, sqliteView, integer, real, text, check, index } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';
`;
const users = (more = '', name = "text('name').notNull()") => `
export const users = sqliteTable('users', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: ${name},${more}
});`;
const posts = `
export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(),
  author: integer('author').notNull().references(() => users.id, { onDelete: 'cascade' }),
});`;
const config = "export default { dialect: 'sqlite', schema: './schema.ts', out: './drizzle' };\n";

/** A project with its first migration, and a database with three users and three posts. */
function start(t, schema, rows = true) {
  const p = project(t, { 'schema.ts': imports + schema, 'drizzle.config.ts': config });
  fs.symlinkSync(`${ROOT}/node_modules`, p.path('node_modules'));
  p.generate = (...args) => p.run(['migrate', 'generate', ...args]);
  p.up = (...args) => p.run(['migrate', 'up', '--db', 'app.db', ...args]);
  p.schema = (text) => p.write('schema.ts', imports + text);
  p.ok = (r, status = 0) => (assert.equal(r.status, status, r.all), r);
  p.ask = (query) => {
    const db = new Database(p.path('app.db'));
    try {
      const s = db.prepare(query);
      return s.reader ? s.raw().all() : s.run();
    } finally {
      db.close();
    }
  };
  p.kit = (...args) => spawnSync('node', [`${ROOT}/node_modules/drizzle-kit/bin.cjs`, ...args],
    { cwd: p.dir, encoding: 'utf8' });
  p.settled = () => {
    const checked = p.kit('check');
    assert.match(checked.stdout, /Everything's fine/, checked.stdout + checked.stderr);
    const generated = p.kit('generate');
    assert.match(generated.stdout, /No schema changes/, generated.stdout + generated.stderr);
    p.ok(p.run(['diff', '--db', 'app.db']));
  };
  p.ok(p.generate('--name', 'first'));
  p.ok(p.up());
  if (rows) {
    p.ask("INSERT INTO users (id, name) VALUES (1, 'ann'), (2, 'bob'), (3, 'cy')");
    if (schema.includes('posts')) p.ask('INSERT INTO posts VALUES (1, 1), (2, 1), (3, 2)');
  }
  return p;
}

const count = (p, table) => p.ask(`SELECT count(*) FROM ${table}`)[0][0];

// --- the five losses ---------------------------------------------------------

test('loss 1: a required column with a default is added, and no row is deleted', (t) => {
  const p = start(t, users() + posts);
  p.schema(users("\n  ok: integer('ok', { mode: 'boolean' }).notNull().default(false),") + posts);
  p.ok(p.generate('--db', 'app.db'));
  p.ok(p.up());
  assert.deepEqual([count(p, 'users'), count(p, 'posts')], [3, 3]);
  assert.deepEqual(p.ask('SELECT DISTINCT ok FROM users'), [[0]]);
  p.settled();
});

test('loss 2: a parent is rebuilt, and its children stay, whoever wrote the migration', (t) => {
  for (const writer of ['weave', 'drizzle-kit']) {
    const p = start(t, users() + posts);
    p.schema(users('', "text('name')") + posts);
    if (writer === 'weave') p.ok(p.generate());
    else assert.equal(p.kit('generate').status, 0);
    p.ok(p.up());
    assert.deepEqual([count(p, 'users'), count(p, 'posts')], [3, 3], writer);
    p.settled();
  }
});

test('loss 2: drizzle-orm, which would delete the children, is stopped before it does', (t) => {
  const p = start(t, users() + posts);
  p.schema(users('', "text('name')") + posts);
  p.ok(p.generate());
  const { drizzle } = require('drizzle-orm/better-sqlite3');
  const { migrate } = require('drizzle-orm/better-sqlite3/migrator');
  const db = new Database(p.path('app.db'));
  db.pragma('foreign_keys = ON');
  assert.throws(() => migrate(drizzle(db), { migrationsFolder: p.path('drizzle') }), (e) =>
    /foreign_keys_must_be_off/.test(`${e.message} ${e.cause?.message}`));
  assert.deepEqual([count(p, 'users'), count(p, 'posts')], [3, 3]);
  db.pragma('foreign_keys = OFF');
  migrate(drizzle(db), { migrationsFolder: p.path('drizzle') });
  db.close();
  assert.deepEqual([count(p, 'users'), count(p, 'posts')], [3, 3]);
  p.settled();
});

test('loss 3: a table that a view reads changes, and neither is stranded', (t) => {
  const view = "\nexport const names = sqliteView('names').as((qb) => qb.select({ name: users.name }).from(users));";
  const p = start(t, users() + view);
  p.schema(users('', "text('name')") + view);
  p.ok(p.generate('--db', 'app.db'));
  p.ok(p.up());
  assert.deepEqual(p.ask('SELECT name FROM names ORDER BY 1'), [['ann'], ['bob'], ['cy']]);
  p.settled();
});

test('loss 4: text becomes integer: asked for, and what stands on the table stays', (t) => {
  const p = start(t, users("\n  code: text('code'),"));
  p.ask("UPDATE users SET code = '00' || id");
  p.ask("INSERT INTO users (id, name) VALUES (100, 'gone')");
  p.ask('DELETE FROM users WHERE id = 100');
  p.write('drizzle/0001_hand.sql', 'CREATE INDEX hand ON users (name);--> statement-breakpoint\nCREATE TRIGGER g AFTER INSERT ON users BEGIN SELECT 1; END;');
  const journal = JSON.parse(p.read('drizzle/meta/_journal.json'));
  journal.entries.push({ ...journal.entries[0], idx: 1, when: journal.entries[0].when + 1, tag: '0001_hand' });
  p.write('drizzle/meta/_journal.json', JSON.stringify(journal));
  const snapshot = JSON.parse(p.read('drizzle/meta/0000_snapshot.json'));
  p.write('drizzle/meta/0001_snapshot.json', JSON.stringify({ ...snapshot, id: 'hand', prevId: snapshot.id }));
  p.ok(p.up());
  p.schema(users("\n  code: integer('code'),"));
  const asked = p.ok(p.generate('--db', 'app.db'), 4);
  const plan = JSON.parse(asked.out);
  const finding = plan.findings.find((f) => f.code === 'WD104');
  assert.equal(finding.rows, 3);
  assert.ok(finding.examples[0].includes("'001' → 1"), finding.examples[0]);
  p.ok(p.generate('--db', 'app.db', '--approve', plan.plan_hash));
  const again = p.ok(p.up(), 4);
  p.ok(p.up('--approve', JSON.parse(again.out).plan_hash));
  assert.deepEqual(p.ask("SELECT name FROM sqlite_schema WHERE name IN ('hand', 'g') ORDER BY 1"), [['g'], ['hand']]);
  assert.deepEqual(p.ask("SELECT seq FROM sqlite_sequence WHERE name = 'users'"), [[100]]);
  assert.deepEqual(p.ask('SELECT code, typeof(code) FROM users WHERE id = 1'), [[1, 'integer']]);
});

test('loss 5: a late migration and an edited one are refused, not skipped', (t) => {
  const p = start(t, users());
  const journal = JSON.parse(p.read('drizzle/meta/_journal.json'));
  journal.entries.push({ ...journal.entries[0], idx: 1, when: 1, tag: '0001_late' });
  p.write('drizzle/0001_late.sql', 'CREATE TABLE late (a);');
  p.write('drizzle/meta/_journal.json', JSON.stringify(journal));
  p.ok(p.up(), 1);
  journal.entries.pop();
  p.write('drizzle/meta/_journal.json', JSON.stringify(journal));
  p.write('drizzle/0000_first.sql', p.read('drizzle/0000_first.sql') + '\n-- edited');
  p.ok(p.up(), 1);
  assert.equal(count(p, 'users'), 3);
});

// --- renames -----------------------------------------------------------------

test('px_19 a column keeps its values under a new name, and a table does', (t) => {
  const p = start(t, users() + posts);
  p.schema((users() + posts).replace("text('name')", "text('full_name')").replace("sqliteTable('posts'", "sqliteTable('articles'"));
  const r = p.ok(p.generate('--db', 'app.db'));
  assert.match(r.out, /column users.name is now full_name/);
  assert.match(r.out, /table posts is now articles/);
  p.ok(p.up());
  assert.deepEqual(p.ask('SELECT full_name FROM users ORDER BY id'), [['ann'], ['bob'], ['cy']]);
  assert.equal(count(p, 'articles'), 3);
  p.settled();
});

test('mg_27 where only drizzle-kit has written, what may be a rename is a question', (t) => {
  const p = start(t, users());
  fs.rmSync(p.path('drizzle/meta/_0000_weave.json'));
  p.schema(users('', "text('full_name').notNull()"));
  const asked = p.ok(p.generate(), 4);
  assert.deepEqual(JSON.parse(asked.out).questions, [{
    from: 'users.name', to: 'users.full_name',
    options: ['--rename users.name=users.full_name', '--drop users.name'] }]);
  p.ok(p.generate('--rename', 'users.nom=users.full_name'), 1);
  p.ok(p.generate('--rename', 'users.name=users.full_name'));
  p.ok(p.up());
  assert.deepEqual(p.ask('SELECT full_name FROM users ORDER BY id'), [['ann'], ['bob'], ['cy']]);
  p.settled();
});

test('px_19 weave knows a column again after drizzle-kit has gone on', (t) => {
  const p = start(t, users());
  p.schema(users("\n  age: integer('age'),"));
  assert.equal(p.kit('generate').status, 0);
  p.schema(users("\n  age: integer('years'),", "text('full_name').notNull()"));
  p.ok(p.generate('--rename', 'users.age=users.years')); // a column that only drizzle-kit has noted
  p.ok(p.up());
  assert.deepEqual(p.ask('SELECT full_name, years FROM users ORDER BY id'), [['ann', null], ['bob', null], ['cy', null]]);
  p.settled();
});

test('mg_27 new and dropped columns and tables in one migration, each in its words', (t) => {
  const p = start(t, users("\n  age: integer('age'),") + posts);
  p.schema(users("\n  status: text('status').notNull().default('active'),\n  score: real('score'),"));
  const asked = p.ok(p.generate('--db', 'app.db'), 4);
  const plan = JSON.parse(asked.out);
  assert.deepEqual(plan.findings.filter((f) => f.verdict === 'confirm').map((f) => [f.code, f.object, f.rows]),
    [['WD101', 'posts', 3], ['WD103', 'users.age', 0]]);
  const written = p.ok(p.generate('--db', 'app.db', '--approve', plan.plan_hash));
  for (const words of ['table posts is dropped', 'new column users.status', 'new column users.score', 'column users.age is dropped'])
    assert.ok(written.out.includes(words), written.out);
  const up = p.ok(p.up(), 4);
  p.ok(p.up('--approve', JSON.parse(up.out).plan_hash));
  assert.deepEqual(p.ask('SELECT status, score FROM users WHERE id = 1'), [['active', null]]);
  p.settled();
});

// --- refused before anything is written ----------------------------------------

test('mg_18 a required column without a default is refused while there are rows', (t) => {
  const p = start(t, users());
  p.schema(users("\n  born: integer('born').notNull(),"));
  const before = [treeHash(p.path('drizzle/meta')), fs.readdirSync(p.path('drizzle')).join()];
  const r = p.ok(p.generate('--db', 'app.db'), 1);
  assert.match(r.err, /refuse: column users.born is new and required, and there are rows: 3 rows \[WM201\]/);
  assert.match(r.err, /instead: give it a default/);
  assert.deepEqual([treeHash(p.path('drizzle/meta')), fs.readdirSync(p.path('drizzle')).join()], before);
  p.ok(p.generate()); // without a database it is a warning, and up refuses
  const bytes = fs.readFileSync(p.path('app.db'));
  p.ok(p.up(), 1);
  assert.deepEqual(fs.readFileSync(p.path('app.db')), bytes);
});

test('mg_18 NULLs, duplicates and orphans are each counted, with a way out', (t) => {
  const p = start(t, users("\n  mail: text('mail'),\n  boss: integer('boss'),"));
  p.ask("UPDATE users SET mail = 'x', boss = 77 WHERE id < 3");
  p.schema(users("\n  mail: text('mail').notNull().unique(),\n  boss: integer('boss').references(() => users.id),"));
  const r = p.ok(p.generate('--db', 'app.db'), 1);
  assert.match(r.err, /NULL is in it: 1 row \[WM202\]/);
  assert.match(r.err, /must be unique, and is not: 1 row \[WM203\]/);
  assert.match(r.err, /refer to no row of users: 2 rows \[WM205\]/);
});

test('mg_19 the plan is printed and nothing is made of it', (t) => {
  const p = start(t, users());
  p.schema(users('', "text('name')"));
  const before = treeHash(p.path('drizzle/meta'));
  const r = p.ok(p.generate('-n', '--db', 'app.db'));
  assert.ok(r.out.indexOf('CREATE TABLE `__new_users`') < r.out.indexOf('INSERT INTO `__new_users`'));
  assert.equal(treeHash(p.path('drizzle/meta')), before);
  p.schema(users("\n  born: integer('born').notNull(),"));
  p.ok(p.generate('-n', '--db', 'app.db'), 1);
});

// --- consent -----------------------------------------------------------------

test('ds_12 without a terminal nothing destructive is done, and a hash agrees once', (t) => {
  const p = start(t, users("\n  age: integer('age'),"));
  p.ask('UPDATE users SET age = id');
  p.schema(users());
  const asked = p.ok(p.generate('--db', 'app.db'), 4);
  const hash = JSON.parse(asked.out).plan_hash;
  p.ok(p.generate('--db', 'app.db', '--approve', '0123'), 4);
  p.ask('UPDATE users SET age = NULL'); // another plan: nothing to lose now
  p.ok(p.generate('--db', 'app.db', '--approve', hash), 4);
  p.ask('UPDATE users SET age = id');
  p.ok(p.generate('--db', 'app.db', '--approve', hash));
  const up = p.ok(p.up(), 4);
  const plan = JSON.parse(up.out);
  assert.equal(plan.findings[0].rows, 3);
  assert.deepEqual(plan.findings[0].examples, ['1', '2', '3']);
  assert.equal(p.ask("SELECT count(*) FROM pragma_table_info('users')")[0][0], 3);
  p.ok(p.up('--approve', plan.plan_hash));
  assert.equal(p.ask("SELECT count(*) FROM pragma_table_info('users')")[0][0], 2);
});

test('ds_12 on a terminal the name is typed; anything else is a no', { skip: spawnSync('script', ['--version']).status !== 0 }, (t) => {
  const p = start(t, users("\n  age: integer('age'),"));
  p.schema(users());
  const tty = (typed) => spawnSync('script', ['-qec', `${WEAVE} migrate generate --db app.db`, '/dev/null'],
    { cwd: p.dir, input: typed, encoding: 'utf8', timeout: 60_000 });
  for (const typed of ['\n', 'y\n', 'users\n']) {
    const r = tty(typed);
    assert.equal(r.status, 4, r.stdout);
    assert.match(r.stdout, /Type users.age to agree \[no\]:/);
  }
  assert.equal(fs.existsSync(p.path('drizzle/0001_drop_users.sql')), false);
  assert.equal(tty('users.age\n').status, 0);
  assert.equal(fs.existsSync(p.path('drizzle/0001_drop_users.sql')), true);
});

// --- by hand -----------------------------------------------------------------

test('mg_50 a column split by hand is judged like any other migration', (t) => {
  const p = start(t, users());
  p.ask("UPDATE users SET name = name || ' smith'");
  p.schema(users("\n  first: text('first'),"));
  p.ok(p.generate('--name', 'split'));
  p.write('drizzle/0001_split.sql', p.read('drizzle/0001_split.sql') +
    "--> statement-breakpoint\nUPDATE users SET first = substr(name, 1, instr(name, ' ') - 1);");
  const r = p.ok(p.up());
  assert.match(r.err, /warn: rows of users are written to/);
  assert.deepEqual(p.ask('SELECT first FROM users ORDER BY id'), [['ann'], ['bob'], ['cy']]);
});

test('mg_50 rows that a migration deletes by hand want consent', (t) => {
  const p = start(t, users());
  p.schema(users("\n  nick: text('nick'),"));
  p.ok(p.generate('--name', 'nick'));
  p.write('drizzle/0001_nick.sql', p.read('drizzle/0001_nick.sql') + '--> statement-breakpoint\nDELETE FROM users WHERE id = 2;');
  const plan = JSON.parse(p.ok(p.up(), 4).out);
  assert.deepEqual(plan.findings.map((f) => [f.code, f.rows]), [['WD105', 1], ['WD106', 1]]);
  assert.equal(count(p, 'users'), 3);
  p.ok(p.up('--approve', plan.plan_hash));
  assert.equal(count(p, 'users'), 2);
});

// --- diff, queries, a killed write ---------------------------------------------

test('px_19 diff says what differs, in words and by its exit status', (t) => {
  const p = start(t, users() + posts);
  p.ok(p.run(['diff', '--db', 'app.db']));
  p.ask('CREATE TABLE extra (a)');
  p.ask('CREATE INDEX by_name ON users (name)');
  const r = p.ok(p.run(['diff', '--db', 'app.db']), 1);
  assert.deepEqual(r.out.trim().split('\n').sort(), ['index by_name is dropped', 'table extra is dropped']);
  p.schema(users("\n  age: integer('age'),") + posts);
  assert.equal(p.ok(p.run(['diff']), 1).out, 'new column users.age\n');
});

test('pull prints a schema that makes the same database again', (t) => {
  const p = project(t, { 'drizzle.config.ts': "export default { dialect: 'sqlite', schema: './schema.ts', out: './other' };\n" });
  const db = new Database(p.path('app.db'));
  db.exec(`
    CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, full_name TEXT NOT NULL DEFAULT 'it''s',
      at integer DEFAULT (unixepoch()), born numeric, n varchar(20), ok integer DEFAULT -1,
      up text GENERATED ALWAYS AS (upper(full_name)) STORED, CONSTRAINT named CHECK (length(full_name) > 0));
    CREATE TABLE "odd table" (a integer, b text, PRIMARY KEY (a, b),
      FOREIGN KEY (a) REFERENCES users ON DELETE CASCADE);
    CREATE UNIQUE INDEX one ON users (full_name, lower(n)) WHERE born IS NOT NULL;
    CREATE INDEX two ON users (n COLLATE NOCASE DESC);
    CREATE VIEW v AS SELECT id, full_name FROM users WHERE ok;`);
  const r = p.run(['pull', '--db', 'app.db']);
  assert.equal(r.status, 0, r.all);
  assert.equal(r.err, '');
  p.write('schema.ts', r.out);
  const same = p.run(['diff', '--db', 'app.db']);
  assert.equal(same.status, 0, r.out + same.all);
  db.exec('CREATE TABLE s (a INTEGER, UNIQUE (a)) STRICT; CREATE TRIGGER g AFTER INSERT ON s BEGIN SELECT 1; END');
  db.close();
  assert.deepEqual(p.run(['pull', '--db', 'app.db']).err.trim().split('\n'), [
    'weave: Drizzle cannot say it: table s has UNIQUE (a), which Drizzle makes an index of',
    'weave: Drizzle cannot say it: table s is STRICT', 'weave: Drizzle cannot say it: trigger g']);
});

test('released queries that a migration breaks are listed', (t) => {
  const queries = `
import { defineQuery } from 'weave-orm';
export const list = defineQuery\`SELECT id, name FROM users\`;
export const ids = defineQuery\`SELECT id FROM users WHERE id IN \${'ids[]'}\`;`;
  const p = project(t, { 'schema.ts': imports + users() + queries, 'drizzle.config.ts': config });
  assert.equal(p.run(['migrate', 'generate']).status, 0);
  p.write('schema.ts', imports + users().replace("text('name')", "text('full_name')"));
  const r = p.run(['migrate', 'generate']);
  assert.equal(r.status, 0, r.all);
  assert.match(r.err, /the released query list does not work afterwards: no such column: name \[WB302\]/);
  assert.equal(r.err.match(/released query/g).length, 1);
});

test('operations of released programs that a migration breaks are listed, a line a table', (t) => {
  const schema = users("\n  nick: text('nick'),\n  up: text('up').generatedAlwaysAs(sql`upper(name)`),") + posts;
  const p = start(t, schema);
  const operations = JSON.parse(p.ok(p.run(['describe', '--json'])).out).models.flatMap((m) => m.operations);
  // What the woven program would run, prepared by SQLite on the database as it is now.
  const broken = () => {
    const db = new Database(p.path('app.db'));
    const fails = operations.filter((o) => {
      try {
        db.prepare(o.sql);
        return false;
      } catch (e) {
        return /has no column|no such (column|table): (?!weave_)/.test(e.message);
      }
    });
    db.close();
    return fails.map((o) => o.name).sort();
  };
  const migrate = (text) => {
    p.schema(text);
    const asked = p.generate();
    const r = asked.status === 4 ? p.generate('--approve', JSON.parse(asked.out).plan_hash) : asked;
    p.ok(r);
    const up = p.up();
    if (up.status === 4) p.ok(p.up('--approve', JSON.parse(up.out).plan_hash));
    return r.err.split('\n').filter((l) => l.includes('WB302'));
  };
  assert.deepEqual(migrate(schema.replace('nick:', "age: integer('age'),\n  nick:")), []);
  assert.deepEqual(broken(), []);
  assert.deepEqual(migrate(users("\n  age: integer('age'),\n  up: text('up').generatedAlwaysAs(sql`upper(name)`),") + posts),
    ['warn: operations of users in released programs do not work afterwards: no such column: nick; the next weave makes them anew [WB302]']);
  for (const name of ['users.insert', 'users.patch', 'users.get'])
    assert.ok(broken().includes(name), `${name} in ${broken()}`);
  assert.deepEqual(broken().filter((name) => name.startsWith('posts.')), []);
  assert.deepEqual(migrate(users("\n  age: integer('age'),\n  up: text('up').generatedAlwaysAs(sql`upper(name)`),")),
    ['warn: operations of posts in released programs do not work afterwards: no such table: posts; the next weave makes them anew [WB302]']);
  assert.ok(broken().includes('posts.insert'));
});

test('what cannot be written leaves the folder as it was', (t) => {
  const p = start(t, users());
  p.schema(users("\n  age: integer('age'),"));
  const before = treeHash(p.path('drizzle/meta'));
  for (const blocks of [0, 1]) {
    const r = spawnSync('sh', ['-c', `trap '' XFSZ; ulimit -f ${blocks}; exec ${WEAVE} migrate generate`], { cwd: p.dir, encoding: 'utf8' });
    assert.equal(r.status, 3, r.stdout + r.stderr);
    assert.match(r.stderr, /cannot write drizzle.*: File too large/);
    assert.equal(treeHash(p.path('drizzle/meta')), before);
    assert.deepEqual(fs.readdirSync(p.path('drizzle')).sort(), ['0000_first.sql', 'meta']);
  }
  p.ok(p.generate());
  p.ok(p.up());
  p.settled();
});
