// The columns as a callback.
import { sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', (t) => ({
  id: t.integer().primaryKey({ autoIncrement: true }),
  a: t.text('named').notNull(),
  b: t.blob(),
  c: t.real(),
  d: t.numeric().default('1'),
  e: t.integer({ mode: 'boolean' }).default(false),
}));
