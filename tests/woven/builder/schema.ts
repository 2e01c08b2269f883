// Queries in Drizzle's own words, as C that runs.
import { and, count, desc, eq, gt, sql } from 'drizzle-orm';
import { blob, integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

const p = sql.placeholder;

export const author = sqliteTable('author', {
  id: integer('id').primaryKey(),
  name: text('full_name').notNull().unique(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
  since: integer('since', { mode: 'timestamp' }),
  tags: blob('tags', { mode: 'json' }).$type<string[]>(),
});
export const post = sqliteTable('post', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id').notNull().references(() => author.id),
  title: text('title').notNull(),
  likes: integer('likes').notNull().default(0),
});
export const liked = sqliteView('liked').as((qb) =>
  qb.select({ id: post.id, title: post.title, by: author.name }).from(post)
    .innerJoin(author, eq(author.id, post.authorId)).where(gt(post.likes, 0)),
);

export const authorQueries = {
  add: defineQuery.one((db) => db.insert(author).values({ name: p('name') }).returning()),
  addKnown: defineQuery((db) =>
    db.insert(author).values({ id: 9, name: "it's 9", active: false, since: new Date(5000), tags: ['a', 'b'] }),
  ),
  byName: defineQuery((db) => db.select().from(author).where(eq(author.name, p('name'))).limit(1)),
  known: defineQuery((db) =>
    db.select({ id: author.id }).from(author)
      .where(and(eq(author.active, false), eq(author.since, new Date(5999)), eq(author.tags, ['a', 'b']))),
  ),
  withPosts: defineQuery((db) =>
    db.select({ author: { id: author.id, name: author.name }, post }).from(author)
      .leftJoin(post, eq(post.authorId, author.id)).orderBy(author.id, desc(post.id)),
  ),
  count: defineQuery((db) => db.$count(author)),
};
export const postQueries = {
  put: defineQuery((db) =>
    db.insert(post).values({ id: p('id'), authorId: p('authorId'), title: p('title') })
      .onConflictDoUpdate({ target: post.id, set: { title: sql`excluded.title`, likes: sql`${post.likes} + 1` } }),
  ),
  rename: defineQuery((db) => db.update(post).set({ title: sql`${p('title')}` }).where(eq(post.id, p('id'))).returning({ was: post.likes })),
  remove: defineQuery((db) => db.delete(post).where(eq(post.id, p('id')))),
  liked: defineQuery((db) => db.select().from(liked).where(eq(liked.by, p('by')))),
  titles: defineQuery((db) =>
    db.select({ title: post.title }).from(post).where(eq(post.id, p('id')))
      .union(db.select({ title: author.name }).from(author)).orderBy(post.title).limit(p('n')),
  ),
  totals: defineQuery((db) =>
    db.select({ authorId: post.authorId, howMany: count() }).from(post).groupBy(post.authorId).having(gt(count(), p('least'))),
  ),
};
