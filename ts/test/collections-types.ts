// collections-types.ts - what the TypeScript compiler knows of a collection; it is checked, never run.
import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { collection, defineConfig, defineView, f, field, optional, required, unique } from 'weave-orm';

declare const db: BetterSQLite3Database;

const posts = collection({
  slug: 'posts',
  name: 'Posts',
  id: 'uuid',
  fields: {
    title: unique(required(field({ type: f.text({ min: 3, max: 80 }), permissions: { read: false } }))),
    code: f.text({ pattern: /^[a-z]+$/ }).indexed(),
    price: f.decimal({ precision: 8, scale: 2, min: 0 }).default('12.50'),
    state: f.select(['draft', 'live']).default('draft').required(),
    at: optional(f.timestamp().defaultNow()),
    made: f.date().default(sql`0`),
    author: f.relation({ collection: 'users', onDelete: 'cascade' }),
    tags: f.relation({ collection: 'posts', hasMany: true, table: 'posts_tags' }),
  },
  hooks: { beforeCreate: 'posts_before_create' },
  permissions: { read: sql`author = ${'viewer'}`, delete: false },
});

// It is a table of Drizzle's, with the columns that its fields become.
db.select({ title: posts.title, by: posts.authorId, made: posts.createdAt }).from(posts).where(eq(posts.id, 'x'));
// @ts-expect-error there is no such field
void posts.titel;
// @ts-expect-error many of them are no column
void posts.tags;
// @ts-expect-error it is none of the words
f.select(['a', 'b']).default('c');
// @ts-expect-error not a string
f.number().default('1');
// @ts-expect-error one column has no table between
f.relation({ collection: 'users', table: 'x' });

defineConfig({ collections: [posts] });

const view = defineView('titles', { joins: [[posts, posts, posts.authorId]], columns: ['title', 'posts_id'] });
db.select({ title: view.title, id: view.posts_id }).from(view);
const renamed = defineView('renamed', { joins: [[posts, posts]], columns: { what: posts.title, when: 'createdAt' } });
db.select({ what: renamed.what }).from(renamed);
// @ts-expect-error there is no such column
void renamed.title;
// @ts-expect-error a join is of two tables
defineView('one', { joins: [[posts]], columns: ['title'] });
