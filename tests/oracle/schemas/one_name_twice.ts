// Two keys with one column name: the later takes the place of the earlier, whose keys and indexes stay.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const stamps = { createdAt: integer('created_at').notNull(), updatedAt: integer('updated_at').unique() };

export const things = sqliteTable('things', {
  id: integer('id').primaryKey(),
  ...stamps,
  label: text('label'),
  created: text('created_at').default('now'),
  updated: integer('updated_at').references(() => others.id),
});

export const others = sqliteTable(
  'others',
  { id: text('id'), first: text('name').notNull(), second: text('name') },
  (t) => [primaryKey({ columns: [t.first] })],
);
