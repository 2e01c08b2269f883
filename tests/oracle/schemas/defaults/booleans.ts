// true and false are words.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const ON = true;

export const t = sqliteTable('t', {
  a: integer('a', { mode: 'boolean' }).default(true),
  b: integer('b', { mode: 'boolean' }).default(false).notNull(),
  c: integer('c', { mode: 'boolean' }).default(!ON),
  d: integer('d', { mode: 'boolean' }).default(1 > 0),
  e: integer('e', { mode: 'boolean' }).default(ON && !false),
});
