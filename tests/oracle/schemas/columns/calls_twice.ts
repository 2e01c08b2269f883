// The last of two calls counts.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').default('one').default('two').notNull().notNull(),
  b: integer('b').unique('first').unique('second'),
  c: integer('c').unique().unique('named'),
});
