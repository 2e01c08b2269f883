// defaultNow writes milliseconds, whatever the mode.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: integer('a', { mode: 'timestamp' }).defaultNow(),
  b: integer('b', { mode: 'timestamp_ms' }).defaultNow().notNull(),
});
