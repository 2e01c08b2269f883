// query.test.mjs - what a defineQuery value does on a Drizzle database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { blob, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineModel, defineQuery, defineWeave, orderBy, when } from 'weave-orm';

const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  mimeType: text('mime_type').notNull(),
  width: integer('width'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }),
});

/** A database with three media: two pictures and a sound. */
function open() {
  const client = new Database(':memory:');
  client.exec(`
    CREATE TABLE media (id integer PRIMARY KEY AUTOINCREMENT, mime_type text NOT NULL, width integer, created_at integer);
    INSERT INTO media (mime_type, width, created_at) VALUES ('image/png', 10, 3000), ('audio/ogg', NULL, 2000), ('image/png', 30, 1000)`);
  return drizzle(client, { schema: { media } });
}

const ids = (rows) => rows.map((row) => row.id);
const select = (value) => defineQuery`SELECT ${value} AS v, typeof(${value}) AS t`;

test('a row is keyed by the names of the result columns', () => {
  const getById = defineQuery`SELECT id, mime_type, width AS w FROM media WHERE id = ${'id'}`;
  assert.deepEqual(getById.get(open(), { id: 1 }), { id: 1, mime_type: 'image/png', w: 10 });
  assert.equal(getById.get(open(), { id: 99 }), undefined);
});

test('all gives every row, none for no match', () => {
  const byType = defineQuery`SELECT id FROM media WHERE mime_type = ${'mimeType'} ORDER BY id`;
  assert.deepEqual(ids(byType.all(open(), { mimeType: 'image/png' })), [1, 3]);
  assert.deepEqual(byType.all(open(), { mimeType: "' OR 1=1 --" }), []);
});

test('run tells changes and the last rowid, and RETURNING gives its rows', () => {
  const db = open();
  assert.equal(defineQuery.exec`UPDATE media SET width = ${'width?'}`.run(db, { width: 1 }).changes, 3);
  const added = defineQuery`INSERT INTO media (mime_type) VALUES (${'mimeType'}) RETURNING id`;
  assert.deepEqual(added.get(db, { mimeType: 'text/plain' }), { id: 4 });
});

test('a query runs inside a transaction', () => {
  const db = open();
  const remove = defineQuery.exec`DELETE FROM media WHERE id = ${'id'}`;
  assert.throws(() =>
    db.transaction((tx) => {
      remove.run(tx, { id: 1 });
      throw new Error('no');
    }),
  );
  assert.equal(defineQuery`SELECT id FROM media`.all(db).length, 3);
});

test('a parameter used twice is given once', () => {
  const query = defineQuery`SELECT id FROM media WHERE width = ${'n: int'} OR id = ${'n'} ORDER BY id`;
  assert.deepEqual(ids(query.all(open(), { n: 3 })), [3]);
  assert.deepEqual(ids(query.all(open(), { n: 10 })), [1]);
});

test('a nullable parameter may be null or left out', () => {
  const query = defineQuery`SELECT ${'x: int?'} AS x`;
  assert.deepEqual(query.get(open(), { x: null }), { x: null });
  assert.deepEqual(query.get(open()), { x: null });
});

test('a missing, an unknown and a null parameter are refused by name', () => {
  const query = defineQuery`SELECT ${'n: int'} AS n`;
  assert.throws(() => query.get(open()), /parameter 'n' is missing/);
  assert.throws(() => query.get(open(), { n: 1, m: 2 }), /no parameter 'm'; it has n/);
  assert.throws(() => query.get(open(), { n: null }), /parameter 'n' is not nullable/);
});

test('a list is one parameter, and the empty list matches nothing', () => {
  const query = defineQuery`SELECT id FROM media WHERE id IN ${'ids[]'} ORDER BY id`;
  assert.deepEqual(ids(query.all(open(), { ids: [3, 1, 3] })), [1, 3]);
  assert.deepEqual(query.all(open(), { ids: [] }), []);
  assert.throws(() => query.all(open(), { ids: 1 }), /parameter 'ids' is a list/);
});

test('values are bound with the class of their declared type', () => {
  const db = open();
  const bound = (spec, x) => Object.values(select(spec).get(db, { x }));
  const moment = new Date(1500);
  assert.deepEqual(bound('x: int', 5), [5, 'integer']);
  assert.deepEqual(bound('x: bigint', 2n ** 53n - 1n), [2 ** 53 - 1, 'integer']);
  assert.deepEqual(bound('x: real', 5), [5, 'real']);
  assert.deepEqual(bound('x: text', 'a'), ['a', 'text']);
  assert.deepEqual(bound('x: blob', Buffer.from([0, 255])), [Buffer.from([0, 255]), 'blob']);
  assert.deepEqual(bound('x: bool', true), [1, 'integer']);
  assert.deepEqual(bound('x: timestamp', moment), [1, 'integer']);
  assert.deepEqual(bound('x: timestamp', new Date(-1)), [-1, 'integer']);
  assert.deepEqual(bound('x: timestamp_ms', moment), [1500, 'integer']);
  assert.deepEqual(bound('x: timestamp_ms', 1500), [1500, 'integer']);
  assert.deepEqual(bound('x: json', { a: [1] }), ['{"a":[1]}', 'text']);
  assert.deepEqual(bound('x: json', '[]'), ['[]', 'text']);
  assert.deepEqual(bound('x: any', 1.5), [1.5, 'real']);
});

test('an undeclared value keeps its class: a whole number is an integer', () => {
  const db = open();
  const bound = (x) => Object.values(select('x').get(db, { x }));
  assert.deepEqual(bound(5), [5, 'integer']);
  assert.deepEqual(bound(5.5), [5.5, 'real']);
  assert.deepEqual(bound(false), [0, 'integer']);
  assert.deepEqual(bound('5'), ['5', 'text']);
  assert.deepEqual(bound(null), [null, 'null']);
  assert.deepEqual(bound({ a: [1] }), ['{"a":[1]}', 'text']);
});

test('a value that is not of its type is refused', () => {
  const refused = (spec, x, message) => assert.throws(() => select(spec).get(open(), { x }), message);
  refused('x: int', '5', /'x': 5 \(string\) is not of type int/);
  refused('x: int', 1.5, /not of type int/);
  refused('x: int', 2 ** 60, /not of type int/);
  refused('x: text', 5, /not of type text/);
  refused('x: bool', 2, /not of type bool/);
  refused('x', new Date(), /a Date needs a declared type/);
  refused('x', Symbol('s'), /not a value of SQLite/);
});

test('what is not a parameter is refused when the query is read', () => {
  assert.throws(() => defineQuery`SELECT ${'not a name'}`.toSQL(), /'not a name' is not a parameter/);
  assert.throws(() => defineQuery`SELECT ${'x: integer'}`.toSQL(), /no type 'integer'/);
  assert.throws(() => defineQuery`SELECT ${'x: int'}, ${'x: text'}`.toSQL(), /declared as int and as text/);
  assert.throws(() => defineQuery`SELECT ${'x[]'}, ${'x'}`.toSQL(), /list in one place/);
  assert.throws(() => defineQuery`SELECT ${undefined}`.toSQL(), /undefined stands in a query/);
});

test('tables, columns and fragments are spliced as in Drizzle', () => {
  const newest = sql`ORDER BY ${media.createdAt} DESC`;
  const query = defineQuery`SELECT ${sql.identifier('id')} FROM ${media} WHERE ${eq(media.mimeType, 'image/png')} ${newest}`;
  assert.deepEqual(ids(query.all(open())), [1, 3]);
  const name = defineQuery`SELECT id FROM ${sql.raw('media')} WHERE id IN (${sql.join([sql`1`, sql`2`], sql`, `)})`;
  assert.deepEqual(ids(name.all(open())), [1, 2]);
});

test('strings in a fragment are parameters of the query, at any depth', () => {
  const inner = sql`width > ${'minWidth: int'}`;
  const query = defineQuery`SELECT id FROM media WHERE ${sql`mime_type = ${'type'} AND ${inner}`}`;
  assert.deepEqual(ids(query.all(open(), { type: 'image/png', minWidth: 20 })), [3]);
});

test("Drizzle's placeholders are parameters", () => {
  const query = defineQuery`SELECT id FROM media WHERE id = ${sql.placeholder('id')} OR ${eq(media.width, sql.placeholder('width'))} ORDER BY id`;
  assert.deepEqual(ids(query.all(open(), { id: 1, width: 30 })), [1, 3]);
});

test('a statement of Drizzle is a subquery', () => {
  const q = open();
  const wide = q
    .select({ id: media.id })
    .from(media)
    .where(eq(media.width, sql.placeholder('width')));
  assert.deepEqual(ids(defineQuery`SELECT id FROM media WHERE id IN (${wide})`.all(q, { width: 30 })), [3]);
});

test('a number in a template is that number', () => {
  assert.deepEqual(defineQuery`SELECT ${5} AS v, typeof(${5}) AS t`.get(open()), { v: 5, t: 'integer' });
});

test('the template is taken cooked', () => {
  assert.deepEqual(defineQuery`SELECT 'a\\b' AS v`.get(open()), { v: 'a\\b' });
});

test('when() is there only if its name is passed', () => {
  const query = defineQuery`SELECT id FROM media WHERE true ${when('type', sql`AND mime_type = ${'type'}`)} ${when('wide', sql`AND width > 20`)} ORDER BY id`;
  assert.deepEqual(ids(query.all(open())), [1, 2, 3]);
  assert.deepEqual(ids(query.all(open(), { type: 'image/png' })), [1, 3]);
  assert.deepEqual(ids(query.all(open(), { type: 'image/png', wide: true })), [3]);
  assert.deepEqual(ids(query.all(open(), { wide: false })), [1, 2, 3]);
});

test('orderBy() takes the choice, with or without the words ORDER BY before it', () => {
  const order = orderBy('sort', { newest: sql`created_at DESC`, oldest: sql`created_at` });
  for (const query of [
    defineQuery`SELECT id FROM media ORDER BY ${order}`,
    defineQuery`SELECT id FROM media ${order}`,
  ]) {
    assert.deepEqual(ids(query.all(open(), { sort: 'newest' })), [1, 2, 3]);
    assert.deepEqual(ids(query.all(open(), { sort: 'oldest' })), [3, 2, 1]);
    assert.throws(() => query.all(open(), { sort: 'id; DROP TABLE media' }), /'sort' is one of 'newest', 'oldest'/);
    assert.throws(() => query.all(open(), { sort: 'constructor' }), /'sort' is one of/);
  }
});

test('a list of rows is given as arrays', () => {
  const query = defineQuery`SELECT id FROM media WHERE (id, mime_type) IN ${'keys[]'} ORDER BY id`;
  const png = 'image/png';
  assert.deepEqual(ids(query.all(open(), { keys: [[1, png], [2, png], [3, png]] })), [1, 3]);
  assert.deepEqual(ids(query.all(open(), { keys: [] })), []);
});

test("in Drizzle's own words what is not chosen is left out", () => {
  const query = defineQuery((db) =>
    db
      .select({ id: media.id })
      .from(media)
      .where(and(when('type', eq(media.mimeType, sql.placeholder('type'))), when('wide', gt(media.width, 20))))
      .orderBy(orderBy('sort', { newest: desc(media.createdAt), id: media.id })),
  );
  assert.deepEqual(ids(query.all(open(), { sort: 'id' })), [1, 2, 3]);
  assert.deepEqual(ids(query.all(open(), { sort: 'newest', type: 'image/png' })), [1, 3]);
  assert.deepEqual(ids(query.all(open(), { sort: 'id', type: 'image/png', wide: true })), [3]);
  assert.deepEqual(ids(query.all(open(), { sort: 'id', wide: false })), [1, 2, 3]);
  assert.throws(() => query.all(open(), { sort: 'rowid' }), /'sort' is one of 'newest', 'id'/);
});

test('a stated cardinality is checked', () => {
  const db = open();
  assert.throws(() => defineQuery.one`SELECT id FROM media WHERE id = 99`.get(db), /states one row and gave none/);
  assert.throws(() => defineQuery.one`SELECT id FROM media`.get(db), /states one row and gave 3/);
  assert.throws(() => defineQuery.optional`SELECT id FROM media`.get(db), /at most one row and gave 3/);
  assert.equal(defineQuery.optional`SELECT id FROM media WHERE id = 99`.get(db), undefined);
  assert.deepEqual(defineQuery.many`SELECT id FROM media ORDER BY id`.get(db), { id: 1 });
});

test("a query in Drizzle's own words runs as Drizzle runs it", () => {
  const db = open();
  const byId = defineQuery((q) =>
    q
      .select()
      .from(media)
      .where(eq(media.id, sql.placeholder('id'))),
  );
  assert.deepEqual(byId.get(db, { id: 1 }), { id: 1, mimeType: 'image/png', width: 10, createdAt: new Date(3000) });
  const related = defineQuery.many((q) =>
    q.query.media.findMany({ columns: { id: true }, limit: sql.placeholder('n') }),
  );
  assert.deepEqual(related.all(db, { n: 2 }), [{ id: 1 }, { id: 2 }]);
  const first = defineQuery((q) => q.query.media.findFirst({ where: eq(media.id, sql.placeholder('id')) }));
  assert.equal(first.get(db, { id: 2 }).mimeType, 'audio/ogg');
  assert.equal(first.get(db, { id: 99 }), undefined);
  const remove = defineQuery((q) => q.delete(media).where(eq(media.id, sql.placeholder('id'))));
  assert.equal(remove.run(db, { id: 1 }).changes, 1);
});

test('a driver with promises gives promises, and the cardinality is checked when they come', async () => {
  const remote = { all: async () => [{ id: 1 }, { id: 2 }] };
  assert.deepEqual(await defineQuery`SELECT 1`.all(remote), [{ id: 1 }, { id: 2 }]);
  assert.deepEqual(await defineQuery`SELECT 1`.get(remote), { id: 1 });
  await assert.rejects(defineQuery.one`SELECT 1`.get(remote), /gave 2/);
});

test('models and the configuration are what was written', () => {
  assert.equal(defineModel(media, { crud: false }).table, media);
  assert.deepEqual(defineWeave({ out: './gen' }), { out: './gen' });
});

test('values of every class come back as they were bound', () => {
  const things = sqliteTable('things', { a: real('a'), b: blob('b'), c: text('c') });
  const db = drizzle(new Database(':memory:'));
  db.run(sql`CREATE TABLE things (a real, b blob, c text)`);
  const add = defineQuery.one`INSERT INTO ${things} (a, b, c) VALUES (${'a'}, ${'b?'}, ${'c?'}) RETURNING *`;
  assert.deepEqual(add.get(db, { a: 1, b: Buffer.from('x'), c: 'Grüße' }), { a: 1, b: Buffer.from('x'), c: 'Grüße' });
  assert.deepEqual(add.get(db, { a: 0.5, c: '' }), { a: 0.5, b: null, c: '' });
});
