// ?. of what is there and what is not.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const options: { a?: { name: () => string; list?: string[] } } = { a: { name: () => 'named' } };

export const t = sqliteTable('t', {
  a: text(options.a?.name()),
  b: text('b').default(options.a?.list?.[0] ?? 'none'),
  c: text('c').default((options as { z?: { y: string } }).z?.y ?? 'also none'),
});
