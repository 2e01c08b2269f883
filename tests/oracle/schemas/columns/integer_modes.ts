// The modes of integer are all integer.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: integer('a', { mode: 'number' }),
  b: integer('b', { mode: 'boolean' }),
  c: integer('c', { mode: 'timestamp' }),
  d: integer('d', { mode: 'timestamp_ms' }),
  e: integer({ mode: 'boolean' }).notNull(),
  f: integer(),
});
