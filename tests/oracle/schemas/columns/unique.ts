// A unique column is a unique index, named or not.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').unique(),
  b: text('b').unique('my_index'),
  camelCase: text().unique(),
  c: integer('c').notNull().unique(),
});
