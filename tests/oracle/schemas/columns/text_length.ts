// A length is part of the type; in JSON mode it is dropped.
// @ts-nocheck: it runs all the same.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a', { length: 10 }),
  b: text({ length: 255 }).notNull(),
  c: text('c', { mode: 'json', length: 10 }),
  d: text('d', { mode: 'text', length: 5, enum: ['x', 'y'] }),
});
