// Two references to one table, and two of one column.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const p = sqliteTable('p', { id: integer('id').primaryKey(), other: integer('other').unique() });
export const t = sqliteTable('t', {
  a: integer('a').references(() => p.id),
  b: integer('b').references(() => p.id),
  c: integer('c').references(() => p.id).references(() => p.other),
});
