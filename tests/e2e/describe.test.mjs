// describe.test.mjs - `weave describe --json` has the fields that the manual of the command
// line fixes, for TypeScript and for .sql files; `weave explain` says all of one query.

import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { ROOT, project } from './lib.mjs';

const schema = `
CREATE TABLE album (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL UNIQUE,
  released DATE,
  price DECIMAL(10, 2) DEFAULT 9.99,
  kept BOOLEAN NOT NULL,
  extra
);
CREATE VIEW cheap AS SELECT id, title FROM album WHERE price < 5;
CREATE TRIGGER album_kept AFTER DELETE ON album BEGIN
  UPDATE album SET kept = 1 WHERE id = old.id + 1;
END;
`;

const queries = `-- name: GetAlbum :one
SELECT * FROM album WHERE id = sqlc.arg(id);

-- Albums of some titles.
-- name: ListAlbums
SELECT a.*, count(*) OVER () AS n FROM album a
WHERE title IN (sqlc.slice(titles)) AND (sqlc.narg(since) IS NULL OR released > @since);

-- name: Unknown :many
SELECT json_extract(extra, '$.a') = ? AS same FROM album;

-- name: Remove :execrows
DELETE FROM album WHERE id = ?1;
`;

const words = {
  type: ['integer', 'real', 'text', 'blob', 'any'],
  mode: ['number', 'boolean', 'timestamp', 'timestamp_ms', 'bigint', 'json', 'text', 'string', 'buffer'],
  cardinality: ['exec', 'one', 'optional', 'many'],
  known: ['inferred', 'declared', 'unknown'],
};

function hasType(x, what) {
  assert.ok(words.type.includes(x.type), `${what}: type ${x.type}`);
  assert.ok(words.mode.includes(x.mode) || x.mode === x.type, `${what}: mode ${x.mode}`);
  assert.equal(typeof x.nullable, 'boolean', what);
}

const isText = (x, what) => assert.ok(typeof x === 'string' && x.length > 0, `${what}: ${x}`);
const isPath = (x, what) => x === null || assert.match(x, /^\w+\.\w+$/, what);

function checkTable(t) {
  isText(t.name, 'table');
  isText(t.key, t.name);
  assert.ok(t.columns.length > 0, t.name);
  for (const c of t.columns) {
    const what = `${t.name}.${c.name}`;
    isText(c.name, what);
    isText(c.key, what);
    hasType(c, what);
    assert.equal(typeof c.primaryKey, 'boolean', what);
    assert.equal(typeof c.unique, 'boolean', what);
    assert.ok(c.default === null || typeof c.default === 'string', what);
  }
}

function checkQuery(q) {
  assert.match(q.name, /^\w+\.\w+$/);
  assert.match(q.function, /^[a-z]\w*$/, q.name);
  isText(q.file, q.name);
  assert.ok(q.line >= 1 && q.column >= 1, q.name);
  isText(q.sql, q.name);
  assert.ok(words.cardinality.includes(q.cardinality), q.name);
  for (const p of q.params) {
    isText(p.name, q.name);
    assert.doesNotMatch(p.name, /^[:@$?]/, q.name);
    hasType(p, `${q.name} :${p.name}`);
    assert.equal(typeof p.list, 'boolean', q.name);
    isPath(p.from, q.name);
    assert.ok(words.known.includes(p.known), q.name);
    if (p.known === 'unknown') assert.equal(p.type, 'any', q.name);
  }
  for (const c of q.columns) {
    isText(c.name, q.name);
    hasType(c, `${q.name} ${c.name}`);
    isPath(c.origin, q.name);
  }
  for (const list of [q.plan, q.reads, q.writes])
    assert.ok(Array.isArray(list) && list.every((line) => typeof line === 'string'), q.name);
}

function checkShape(json) {
  assert.equal(json.version, 1);
  assert.equal(json.dialect, 'sqlite');
  assert.match(json.sqlite, /^3\.\d+\.\d+$/);
  json.tables.forEach(checkTable);
  json.queries.forEach(checkQuery);
}

function sqlProject(t) {
  const p = project(t, { 'schema.sql': schema, 'music.sql': queries });
  return { ...p, sql: (...args) => p.run([...args, '--schema', 'schema.sql', '--schema', 'music.sql']) };
}

test('every field of a project in SQL is there and true', (t) => {
  const r = sqlProject(t).sql('describe', '--json');
  assert.equal(r.status, 0, r.all);
  const json = JSON.parse(r.out);
  checkShape(json);
  const [album] = json.tables;
  assert.deepEqual(
    album.columns.map((c) => [c.name, c.type, c.mode, c.nullable, c.primaryKey, c.unique, c.default]),
    [
      ['id', 'integer', 'integer', false, true, false, null],
      ['title', 'text', 'text', false, false, true, null],
      ['released', 'integer', album.columns[2].mode, true, false, false, null],
      ['price', 'real', 'real', true, false, false, '9.99'],
      ['kept', 'integer', 'boolean', false, false, false, null],
      ['extra', 'any', 'any', true, false, false, null],
    ],
  );
  const [get, list, unknown, remove] = json.queries;
  assert.deepEqual(
    json.queries.map((q) => [q.name, q.function, q.line, q.column, q.cardinality]),
    [
      ['music.GetAlbum', 'music_get_album', 2, 1, 'one'],
      ['music.ListAlbums', 'music_list_albums', 6, 1, 'many'],
      ['music.Unknown', 'music_unknown', 10, 1, 'many'],
      ['music.Remove', 'music_remove', 13, 1, 'exec'],
    ],
  );
  assert.equal(get.file, 'music.sql');
  assert.equal(get.sql, 'SELECT id, title, released, price, kept, extra FROM album WHERE id = :id');
  assert.deepEqual(
    list.params.map((p) => [p.name, p.type, p.nullable, p.list, p.from, p.known]),
    [
      ['titles', 'text', false, true, 'album.title', 'inferred'],
      ['since', 'integer', true, false, 'album.released', 'inferred'],
    ],
  );
  assert.equal(list.columns.at(-1).origin, null);
  assert.deepEqual(
    unknown.params.map((p) => [p.name, p.type, p.known]),
    [['p1', 'any', 'unknown']],
  );
  assert.deepEqual(
    remove.params.map((p) => [p.name, p.type, p.from]),
    [['p1', 'integer', 'album.id']],
  );
  assert.deepEqual([get.reads, get.writes], [['album'], []]);
  assert.deepEqual([remove.reads, remove.writes], [['album'], ['album']]);
});

test('a parameter without a type is described and cannot be woven', (t) => {
  const p = sqlProject(t);
  assert.equal(p.sql('describe', '--json').status, 0);
  const r = p.sql('--out', 'gen');
  assert.equal(r.status, 1);
  assert.match(r.err, /music\.sql:10:37: error: cannot infer the type of the parameter 'p1'/);
});

test('every field of a project in TypeScript is there', (t) => {
  const p = project(t, {});
  const r = p.run(['describe', '--json', '--schema', path.join(ROOT, 'examples/foundframe/schema.ts'),
    '--schema', path.join(ROOT, 'examples/foundframe/queries.ts')]);
  assert.equal(r.status, 0, r.all);
  const json = JSON.parse(r.out);
  assert.ok(json.tables.length > 5 && json.queries.length > 20);
  checkShape(json);
});

test('explain says all of one query', (t) => {
  const p = sqlProject(t);
  const r = p.sql('explain', 'music.ListAlbums');
  assert.equal(r.status, 0, r.all);
  for (const line of [
    /^music\.ListAlbums {2}\(music\.sql:6\)\n {2}Albums of some titles\.$/m,
    /^ {2}titles +text\[\] +.*album\.title/m,
    /^ {2}since +integer.*\? +.*album\.released.*NULL/m,
    /^Result: any number of rows/m,
    /^ {2}title +text +album\.title; never NULL/m,
    /^ {2}price +real\? +album\.price; /m,
    /^ {2}n +integer +an expression; never NULL/m,
    /^Reads album; writes nothing$/m,
    /^Plan\n(.*\n)* +SEARCH a USING INDEX/m,
    /^C\n {2}WeaveStatus music_list_albums\(WeaveDb \*db, WeaveTextList titles,/m,
  ])
    assert.match(r.out, line);
  assert.equal(r.err, '');
  for (const name of ['music_get_album', 'GetAlbum']) assert.match(p.sql('explain', name).out, /^music\.GetAlbum /);
  assert.match(p.sql('explain', 'music.Unknown').out, /^ {2}p1 +any +unknown: /m);
});

test('ds-14 describe and explain show how relations are read', (t) => {
  const p = project(t, {
    'schema.ts': `
import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const users = sqliteTable('users', { id: integer().primaryKey(), name: text().notNull() });
export const posts = sqliteTable('posts', { id: integer().primaryKey(), by: integer().notNull().references(() => users.id) });
export const notes = sqliteTable('notes', { id: integer().primaryKey(), post: integer().notNull(), by: integer() });
export const ofUsers = relations(users, ({ many }) => ({ posts: many(posts) }));
export const ofPosts = relations(posts, ({ one, many }) => ({
  author: one(users, { fields: [posts.by], references: [users.id] }),
  notes: many(notes),
}));
export const ofNotes = relations(notes, ({ one }) => ({
  post: one(posts, { fields: [notes.post], references: [posts.id] }),
  writer: one(users, { fields: [notes.by], references: [users.id] }),
}));
export const userQueries = {
  all: defineQuery((db) => db.query.users.findMany({
    columns: { name: true }, with: { posts: { with: { author: true, notes: { with: { writer: true } } } } } })),
};
`,
  });
  const [query, ...others] = p.describe().queries;
  assert.equal(others.length, 0);
  assert.deepEqual(query.statements.map((s) => s.part), ['', 'posts', 'posts.notes']); // three levels
  assert.equal(query.sql, query.statements[0].sql);
  assert.equal(query.cardinality, 'many');
  assert.equal(query.ownColumns, 1);
  assert.equal(query.columns[0].name, 'name');
  assert.deepEqual(query.params, []);
  assert.deepEqual(query.reads.sort(), ['notes', 'posts', 'users']);
  const [posts] = query.relations;
  assert.deepEqual([posts.key, posts.kind, posts.read, posts.part], ['posts', 'many', 'statement', 'posts']);
  const [author, notes] = posts.relations;
  assert.deepEqual([author.key, author.kind, author.read, author.optional], ['author', 'one', 'join', false]);
  assert.deepEqual(author.columns.map((c) => [c.name, c.nullable]), [['id', false], ['name', false]]);
  assert.deepEqual([notes.relations[0].key, notes.relations[0].optional], ['writer', true]);
  const page = p.run(['explain', 'user.all', '--schema', 'schema.ts']).out;
  assert.match(page, /^SQL \(posts\.notes\)$/m);
  assert.match(page, /^ {2}posts\.author +one row, by a foreign key +joined/m);
  assert.match(page, /^ {2}posts\.notes +any number of rows +a statement of its own/m);
});
