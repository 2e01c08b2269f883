// collections.test.mjs - a collection at run time is a Drizzle table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { eq, getTableColumns, getTableName } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { collection, defineConfig, defineView, f, field, optional, required, unique } from 'weave-orm';

const authors = collection({ slug: 'blog-authors', id: 'uuid', fields: { name: f.text().required() } });
const posts = collection({
  slug: 'posts',
  fields: {
    title: unique(required(field({ type: f.text({ min: 3, max: 80 }) }))),
    price: f.decimal({ precision: 8, scale: 2 }).default('12.50'),
    state: f.select(['draft', 'live']).default('draft').required(),
    day: f.date().default(new Date(86400000)),
    meta: f.json().default({ a: 1 }),
    at: f.timestamp().defaultNow(),
    author: f.relation({ collection: () => authors }),
    tags: f.relation({ collection: 'tags', hasMany: true }),
  },
});

test('the table has the name and the columns that weave gives it', () => {
  assert.equal(getTableName(authors), 'blog_authors');
  assert.deepEqual(Object.keys(getTableColumns(posts)), [
    'id', 'title', 'price', 'state', 'day', 'meta', 'at', 'authorId', 'createdAt', 'updatedAt',
  ]);
});

test('ds_02 wrappers and methods say the same', () => {
  const said = (of) => of.said;
  assert.deepEqual(said(unique(required(f.text()))), said(f.text().required().unique()));
  assert.deepEqual(said(optional(required(f.text()))), said(f.text().optional()));
});

test('a row that is inserted has the defaults that weave gives them', () => {
  const client = new Database(':memory:');
  client.exec(`CREATE TABLE blog_authors (id text PRIMARY KEY, name text, createdAt integer, updatedAt integer);
    CREATE TABLE posts (id integer PRIMARY KEY, title text, price integer, state text, day integer, meta text, at integer,
      authorId text, createdAt integer, updatedAt integer)`);
  const db = drizzle(client);
  const [{ id }] = db.insert(authors).values({ name: 'a' }).returning().all();
  assert.match(id, /^[0-9a-f-]{36}$/);
  db.insert(posts).values({ title: 'one', authorId: id }).run();
  const row = client.prepare('SELECT * FROM posts').get();
  assert.deepEqual([row.price, row.state, row.day, row.meta], [1250, 'draft', 86400, '{"a":1}']);
  assert.ok(Math.abs(row.at - Date.now()) < 60_000 && row.createdAt > 0 && row.updatedAt > 0);
  assert.equal(db.select().from(posts).where(eq(posts.title, 'one')).get().day.getTime(), 86400000);
});

test('a configuration is the collections it was given', () => {
  assert.deepEqual(defineConfig({ collections: [posts, authors] }).collections, [posts, authors]);
});

test('a view of defineView reads its columns as their tables do', () => {
  const user = sqliteTable('app_user', { id: integer().primaryKey(), name: text() });
  const visit = sqliteTable('visit', { by: integer().references(() => user.id), seen: integer({ mode: 'boolean' }) });
  const view = defineView('visits', { joins: [[visit, user]], columns: ['seen', 'user_id', user.name] });
  const client = new Database(':memory:');
  client.exec(`CREATE TABLE app_user (id integer, name text); CREATE TABLE visit (by integer, seen integer);
    CREATE VIEW visits AS SELECT v.seen, u.id AS user_id, u.name FROM visit v JOIN app_user u ON v.by = u.id;
    INSERT INTO app_user VALUES (7, 'ada'); INSERT INTO visit VALUES (7, 1)`);
  assert.deepEqual(drizzle(client).select().from(view).all(), [{ seen: true, user_id: 7, name: 'ada' }]);
  assert.throws(() => defineView('v', { joins: [[visit, user]], columns: ['nmae'] }), /no.* column 'nmae'/);
});
