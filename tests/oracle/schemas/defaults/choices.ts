// Conditionals of what is known.
// @ts-nocheck: it runs all the same.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const options = { mode: 'strict' as 'strict' | 'loose', limit: undefined as number | undefined };

export const t = sqliteTable('t', {
  a: text('a').default(options.mode === 'strict' ? 'yes' : 'no'),
  b: integer('b').default(options.limit ?? 100),
  c: text('c').default((options as { x?: { y: string } }).x?.y ?? 'none'),
  d: text('d').default('' || 'fallback'),
  e: integer('e').default(0 ?? 1),
});
