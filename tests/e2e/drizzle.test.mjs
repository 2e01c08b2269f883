// drizzle.test.mjs - what of Drizzle's own words reaches the whole weave: views made by the builder, relations.

import assert from 'node:assert/strict';
import test from 'node:test';
import { project } from './lib.mjs';

const SCHEMA = `
import { eq, relations, sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name').notNull() });
export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id').notNull().references(() => users.id),
  state: text('state', { enum: ['draft', 'out'] }).notNull(),
  at: integer('at', { mode: 'timestamp' }),
});
export const usersRelations = relations(users, ({ many }) => ({ posts: many(posts) }));
export const postsRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id] }),
}));
export const published = sqliteView('published').as((qb) =>
  qb.select({ key: posts.id, state: posts.state, at: posts.at, by: sql\`upper(\${users.name})\`.as('by') })
    .from(posts).innerJoin(users, eq(users.id, posts.authorId)).where(eq(posts.state, 'out')));
export const postQueries = {
  listPublished: defineQuery\`SELECT * FROM \${published} WHERE \${published.at} > \${'since: timestamp'}\`,
};
`;

test('a query of a view that the builder made has the types of what its columns come from', (t) => {
  const { queries } = project(t, { 'schema.ts': SCHEMA }).describe();
  const [query] = queries;
  assert.equal(query.sql, 'SELECT id, state, at, by FROM "published" WHERE "published"."at" > :since');
  assert.deepEqual(
    query.columns.slice(0, 3).map(({ name, type, mode }) => [name, type, mode]),
    [
      ['id', 'integer', 'number'],
      ['state', 'text', 'text'],
      ['at', 'integer', 'timestamp'],
    ],
  );
});

test('describe lists the relations of a table that has some', (t) => {
  const { tables } = project(t, { 'schema.ts': SCHEMA }).describe();
  const of = (name) => tables.find((table) => table.name === name).relations;
  const rest = { through: null, throughColumns: [], throughTargetColumns: [], name: null, where: null, optional: false };
  assert.deepEqual(of('posts'), [
    { key: 'author', kind: 'one', target: 'users', columns: ['author_id'], targetColumns: ['id'], ...rest },
  ]);
  assert.deepEqual(of('users'), [
    { key: 'posts', kind: 'many', target: 'posts', columns: ['id'], targetColumns: ['author_id'], ...rest },
  ]);
});

test('a view of the builder that SQLite cannot read is an error at the view', (t) => {
  const p = project(t, {
    'schema.ts': SCHEMA.replace('upper(', 'no_such_function('),
  });
  const { status, err } = p.run(['describe', '--schema', 'schema.ts']);
  assert.equal(status, 1);
  assert.match(err, /schema\.ts:\d+:\d+: error: no such function: no_such_function \[W300\]/);
});
