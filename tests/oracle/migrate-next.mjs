#!/usr/bin/env node
// migrate-next.mjs WEAVE - a folder as drizzle-kit 1.0 lays it out is applied by the migrator of
// drizzle-orm 1.0's release candidate and by `weave migrate up`, in either order, half and half,
// and late: whoever comes second has nothing to do, and the databases are the same.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm-next/better-sqlite3';
import { migrate } from 'drizzle-orm-next/better-sqlite3/migrator';

const weave = process.argv[2];
const dir = mkdtempSync(join(tmpdir(), 'weave-migrate-next-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));

const migrations = [
  ['20260101000000_init', 'CREATE TABLE `users` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT,\n\t`name` text NOT NULL\n);\n'],
  ['20260102000000_posts', 'CREATE TABLE `posts` (\n\t`id` integer PRIMARY KEY,\n\t`user_id` integer NOT NULL,\n\tCONSTRAINT `fk_posts_user` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON DELETE CASCADE\n);\n--> statement-breakpoint\nALTER TABLE `users` ADD `nick` text;'],
  ['20260103000000_index', 'CREATE INDEX `name_i` ON `users` (`name`);'],
];

// A folder of some of them: folder('late', [0, 2]).
function folder(name, numbers) {
  const path = join(dir, name);
  for (const i of numbers) {
    mkdirSync(join(path, migrations[i][0]), { recursive: true });
    writeFileSync(join(path, migrations[i][0], 'migration.sql'), migrations[i][1]);
  }
  return path;
}

function byDrizzle(file, path) {
  const client = new Database(file);
  const before = client.prepare('SELECT total_changes() AS n').get().n;
  migrate(drizzle({ client }), { migrationsFolder: path });
  const changes = client.prepare('SELECT total_changes() AS n').get().n - before;
  client.close();
  return changes;
}

function byWeave(file, path) {
  writeFileSync(join(dir, 'weave.config.ts'), `export default { migrations: '${path}' };`);
  const r = spawnSync(weave, ['migrate', 'up', '--db', file], { cwd: dir, encoding: 'utf8' });
  assert.equal(r.status, 0, r.stdout + r.stderr);
  return r.stdout + r.stderr;
}

// Without when each was applied, which is the clock's.
function dump(file) {
  const db = new Database(file, { readonly: true });
  const ledger = db.prepare('SELECT * FROM __drizzle_migrations ORDER BY id').all();
  const schema = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all();
  const users = db.prepare('SELECT * FROM users').all();
  db.close();
  return { schema, users, ledger: ledger.map(({ applied_at: _, ...row }) => row) };
}

const nothing = (said) => assert.match(said, /nothing is pending/);
const all = folder('all', [0, 1, 2]);

// --- whole, in both orders -------------------------------------------------------
const drizzles = join(dir, 'drizzle.db'), weaves = join(dir, 'weave.db');
assert.notEqual(byDrizzle(drizzles, all), 0);
nothing(byWeave(drizzles, all));
assert.equal((byWeave(weaves, all).match(/^applied /gm) ?? []).length, 3);
const first = dump(weaves);
assert.equal(byDrizzle(weaves, all), 0, 'drizzle-orm found something to do');
assert.deepEqual(dump(weaves), first);
assert.deepEqual(first, dump(drizzles));
assert.equal(first.ledger.length, 3);

// --- half and half, with rows between; and one that comes late -----------------------------
const halves = [folder('one', [0]), folder('two', [0, 1]), all];
const late = [folder('gap', [0, 2]), all];
for (const steps of [halves, late])
  for (const order of [[byDrizzle, byWeave], [byWeave, byDrizzle]]) {
    const file = join(dir, `${order[0].name}-${steps.length}.db`);
    steps.forEach((step, i) => {
      order[i % 2](file, step);
      if (i === 0) {
        const db = new Database(file);
        db.exec(`INSERT INTO users (name) VALUES ('Ada')`);
        db.close();
      }
    });
    nothing(byWeave(file, all));
    assert.equal(byDrizzle(file, all), 0);
    const is = dump(file);
    assert.deepEqual(is.schema, first.schema);
    assert.deepEqual(is.ledger.map((row) => row.hash).sort(), first.ledger.map((row) => row.hash).sort());
    assert.deepEqual(is.users.map((u) => u.name), ['Ada']);
  }
console.log('3 migrations, both orders, half and half');
