// The third argument with a body.
import { index, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, (table) => {
  const both = [table.a, table.b] as const;
  return {
    i: index('i').on(...both),
    u: unique().on(...both),
  };
});
