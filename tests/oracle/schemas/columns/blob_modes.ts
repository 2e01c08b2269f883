// The modes of blob.
import { blob, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: blob('a'),
  b: blob({ mode: 'buffer' }),
  c: blob('c', { mode: 'json' }),
  d: blob({ mode: 'bigint' }).notNull(),
});
