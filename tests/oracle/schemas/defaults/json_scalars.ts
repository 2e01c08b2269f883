// A scalar in JSON mode is not JSON.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a', { mode: 'json' }).default('text'),
  b: text('b', { mode: 'json' }).default(5),
  c: text('c', { mode: 'json' }).default(true),
});
