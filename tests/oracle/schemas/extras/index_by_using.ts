// An index's other calls.
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, (t) => {
  const started = index('later');
  return [started.on(t.a, t.b), index('x').on(t.b)];
});
