// $type says nothing to SQLite.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

type Settings = { dark: boolean };

export const t = sqliteTable('t', {
  a: text('a', { mode: 'json' }).$type<Settings>().notNull(),
  b: integer('b').$type<1 | 2 | 3>(),
  c: text('c').$type<`user_${string}`>(),
  d: text('d', { mode: 'json' }).$type<Record<string, Array<{ at: number }>>>(),
});
