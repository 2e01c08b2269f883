// The modes of numeric.
import { numeric, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: numeric('a'),
  b: numeric({ mode: 'string' }),
  c: numeric({ mode: 'number' }).default(1.5),
  d: numeric({ mode: 'bigint' }),
});
