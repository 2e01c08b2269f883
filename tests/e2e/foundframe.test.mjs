// foundframe.test.mjs - the example as a person uses it, and killed while it works.
//
// FOUNDFRAME is the program, FAULT the ptrace tool of tests/fault.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

const { FOUNDFRAME, FAULT } = process.env;
if (!FOUNDFRAME || !FAULT) throw new Error('set FOUNDFRAME and FAULT');

function library(t, files) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'foundframe-'));
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }));
  const photos = path.join(dir, 'my photos');
  fs.mkdirSync(photos);
  const add = (name, content) => {
    fs.mkdirSync(path.dirname(path.join(photos, name)), { recursive: true });
    fs.writeFileSync(path.join(photos, name), content);
  };
  for (const [name, content] of Object.entries(files)) add(name, content);
  const db = path.join(dir, 'library.db');
  const command = (args) => [FOUNDFRAME, '--db', db, ...args];
  const spawn = ([file, ...args]) => spawnSync(file, args, { encoding: 'utf8', cwd: dir });
  return {
    dir, photos, add, db, command, spawn,
    run: (...args) => spawn(command(args)),
    url: 'file://' + photos.replace(/ /g, '%20'),
    rows: (sql) => JSON.parse(spawnSync('sqlite3', ['-json', db, sql], { encoding: 'utf8' }).stdout || '[]'),
  };
}

test('a directory is added, scanned, listed and shown', (t) => {
  const l = library(t, { 'a.png': 'A', 'sub/b.JPG': 'B', 'sub/deep/c.mp3': 'C', 'notes.txt': 'not media', 'same.png': 'A' });
  assert.equal(l.run('add-source', l.url).stdout, 'source 1\n');
  assert.equal(l.run('add-source', l.url).stdout, 'source 1 is there already\n');
  assert.equal(l.run('scan').stdout, '4 media seen, 3 new, 0 could not be read\n');
  const list = l.run('list').stdout.trim().split('\n');
  assert.equal(list.length, 3, 'one content, one item');
  assert.match(list[0], /image\/png +file:\/\/.*\/my%20photos\/a\.png$/);
  assert.match(l.run('list', '--type', 'audio/mpeg').stdout, /c\.mp3\n$/);
  assert.equal(l.run('list', '--type', 'image/gif').stdout, '');
  assert.match(l.run('show', '2').stdout, new RegExp(`source    ${l.url}\n`));
  const missing = l.run('show', '99');
  assert.deepEqual([missing.status, missing.stderr], [1, 'foundframe: no media 99\n']);
  assert.match(l.run('sources').stdout, / 1  active +3 media, scanned 20\d\d-/);
});

test('a second scan reads only what is new', (t) => {
  const l = library(t, { 'a.png': 'A' });
  l.run('add-source', l.url);
  l.run('scan');
  l.add('b.png', 'B');
  assert.equal(l.run('scan').stdout, '2 media seen, 1 new, 0 could not be read\n');
  assert.deepEqual(l.rows('SELECT count(*) AS n FROM thestream'), [{ n: 2 }]);
});

test('a source that is gone is said, remembered, and no reason to stop', (t) => {
  const l = library(t, { 'a.png': 'A' });
  l.run('add-source', 'file:///no/such/directory');
  l.run('add-source', l.url);
  const r = l.run('scan');
  assert.equal(r.status, 1);
  assert.match(r.stderr, /source 1: No such file/);
  assert.match(r.stdout, /1 new/);
  assert.match(l.run('sources').stdout, /last error: No such file/);
});

test('what is no file:// URL is refused', (t) => {
  const l = library(t, {});
  for (const url of ['http://example.org/', 'file://relative', 'file://', '/tmp', 'file:///a%00b'])
    assert.equal(l.run('add-source', url).status, 2, url);
});

test('SL-18: the registry lists active sources only, keeps cursors as JSON, and persists', (t) => {
  const l = library(t, { 'a.png': 'A', 'it\'s "b".png': 'B' });
  l.run('add-source', l.url);
  l.run('scan');
  const [row] = l.rows('SELECT cursor_state, is_active FROM media_source');
  const cursor = JSON.parse(row.cursor_state);
  assert.ok(cursor.since > 1_700_000_000);
  assert.equal(cursor.after, '');
  spawnSync('sqlite3', [l.db, 'UPDATE media_source SET is_active = 0']);
  l.add('c.png', 'C');
  assert.equal(l.run('scan').stdout, '0 media seen, 0 new, 0 could not be read\n');
  assert.match(l.run('sources').stdout, /inactive/);
});

test('killed anywhere, a scan leaves whole batches, and the next one finishes it', (t) => {
  const files = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`d${i % 7}/${i}.png`, `content ${i}`]));
  const l = library(t, files);
  l.run('add-source', l.url);
  fs.copyFileSync(l.db, `${l.db}.fresh`);
  const fresh = () => {
    for (const suffix of ['-wal', '-shm']) fs.rmSync(l.db + suffix, { force: true });
    fs.copyFileSync(`${l.db}.fresh`, l.db);
  };
  const count = Number(l.spawn([FAULT, '--only', 'foundframe', '--count', ...l.command(['scan'])]).stdout);
  assert.ok(count > 50, `${count} calls`);
  let between = 0;
  for (let n = 1; n <= count; n++) {
    fresh();
    l.spawn([FAULT, '--only', 'foundframe', '--kill', String(n), ...l.command(['scan'])]);
    const [half] = l.rows('SELECT count(*) AS media, (SELECT count(*) FROM thestream) AS entries FROM media');
    assert.equal(half.media, half.entries, `killed at ${n}`);
    assert.ok([0, 64, 128, 150].includes(half.media), `killed at ${n}: ${half.media} media`);
    between += half.media > 0 && half.media < 150;
    const r = l.run('scan');
    assert.equal(r.status, 0, r.stderr);
    assert.deepEqual(
      l.rows('SELECT count(*) AS media, count(DISTINCT content_hash) AS hashes, (SELECT count(*) FROM thestream) AS entries FROM media'),
      [{ media: 150, hashes: 150, entries: 150 }], `killed at ${n}`);
  }
  assert.ok(between > 0, 'some kill fell between two batches');
});

// --- its history -----------------------------------------------------------------

const FOLDER = new URL('../../examples/foundframe/migrations/', import.meta.url);
const { entries } = JSON.parse(fs.readFileSync(new URL('meta/_journal.json', FOLDER), 'utf8'));

/** A library as the program of step n left it, with rows in all that the next steps touch. */
function libraryOf(t, n) {
  const l = library(t, {});
  const run = (sql) => {
    const r = spawnSync('sqlite3', ['-bail', l.db], { input: sql, encoding: 'utf8' });
    assert.equal(r.status, 0, r.stderr);
  };
  run('CREATE TABLE "__drizzle_migrations" (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric);');
  entries.forEach(({ tag, when }, i) => {
    if (i > n) return;
    const text = fs.readFileSync(new URL(`${tag}.sql`, FOLDER), 'utf8');
    const hash = createHash('sha256').update(text).digest('hex');
    const statements = text.split('--> statement-breakpoint').map((s) => s.trim().replace(/;?$/, ';')).join('\n');
    run(`PRAGMA foreign_keys = OFF;\nBEGIN;\n${statements}\nINSERT INTO __drizzle_migrations (hash, created_at) VALUES ('${hash}', ${when});\nCOMMIT;`);
    if (i === 0)
      run(`INSERT INTO media_source (address, adapter_type, capabilities) VALUES ('file:///a', 'directory', '[]');
        INSERT INTO media (mime_type, uri, duration_ms, source_id) VALUES ('audio/mpeg', 'file:///a/1', '12000', 1), ('image/png', 'file:///a/2', NULL, 1), ('x', 'gone', NULL, 1);
        DELETE FROM media WHERE uri = 'gone';
        INSERT INTO conversation (content) VALUES ('{}');
        INSERT INTO person (display_name, nickname, handle) VALUES ('Ada', 'A', '@ada');
        INSERT INTO conversation_participant VALUES (1, 1);
        INSERT INTO view (view_index, filters) VALUES (0, '{}');`);
    if (i === 3) run(`INSERT INTO conversation_media VALUES (1, 1, '{"entry":1}'), (1, 2, NULL);`);
  });
  return l;
}

for (let n = 0; n < entries.length; n++)
  test(`a library of step ${n} of ${entries.length - 1} is brought up, and keeps every row`, (t) => {
    const l = libraryOf(t, n);
    const list = l.run('list');
    assert.equal(list.status, 0, list.stderr);
    assert.equal(list.stdout.trim().split('\n').length, 2);
    assert.deepEqual(l.rows(`SELECT url FROM media_source`), [{ url: 'file:///a' }]);
    assert.deepEqual(l.rows(`SELECT id, duration_ms, typeof(duration_ms) AS class FROM media ORDER BY id`), [
      { id: 1, duration_ms: 12000, class: 'integer' },
      { id: 2, duration_ms: null, class: 'null' },
    ]);
    assert.deepEqual(l.rows(`SELECT * FROM conversation_participant`), [{ conversation_id: 1, person_id: 1, role: null }]);
    assert.deepEqual(l.rows(`SELECT display_name, handle FROM person`), [{ display_name: 'Ada', handle: '@ada' }]);
    assert.equal(l.rows(`SELECT count(*) AS n FROM view`)[0].n, 1);
    assert.equal(l.rows(`SELECT count(*) AS n FROM conversation_media`)[0].n, n >= 3 ? 2 : 0);
    assert.equal(l.rows(`SELECT seq FROM sqlite_sequence WHERE name = 'media'`)[0].seq, 3);
    assert.equal(l.rows(`SELECT count(*) AS n FROM __drizzle_migrations`)[0].n, entries.length);
    assert.deepEqual(l.rows(`SELECT * FROM pragma_foreign_key_check`), []);
    assert.equal(l.run('list').stdout, list.stdout);
  });
