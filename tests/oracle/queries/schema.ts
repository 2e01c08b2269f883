import { sql } from 'drizzle-orm';
import { blob, customType, integer, numeric, real, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

const celsius = customType<{ data: number; driverData: number }>({
  dataType: () => 'integer',
  toDriver: (value) => value * 10,
});

export const users = sqliteTable('users', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('full_name').notNull(),
  email: text('email').unique(),
  role: text('role', { enum: ['admin', 'member'] }).notNull().default('member'),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
  born: integer('born', { mode: 'timestamp' }),
  seen: integer('seen_at', { mode: 'timestamp_ms' }).default(sql`(unixepoch() * 1000)`),
  settings: text('settings', { mode: 'json' }).$type<{ theme: string }>(),
  picture: blob('picture', { mode: 'json' }).$type<number[]>(),
  big: blob('big', { mode: 'bigint' }),
  price: numeric('price'),
  total: numeric('total', { mode: 'bigint' }),
  weight: real('weight').default(1.5),
  warmth: celsius('warmth'),
  token: text('token').$defaultFn(() => 'none'),
  touched: text('touched').$onUpdate(() => sql`'now'`),
  initial: text('initial').generatedAlwaysAs(sql`substr(full_name, 1, 1)`),
});
export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id').references(() => users.id),
  title: text('title').notNull(),
  likes: integer('likes').notNull().default(0),
});
export const archive = sqliteTable('archive', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id'),
  title: text('title').notNull(),
  likes: integer('likes').notNull(),
});
export const popular = sqliteView('popular').as((qb) => qb.select().from(posts));
