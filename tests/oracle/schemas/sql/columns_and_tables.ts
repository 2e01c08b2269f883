// What a column and a table are in sql.
import { and, not, sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: integer('a'), b: text('the b') }, (t) => [
  check('one', sql`${t.a} = 1`),
  check('two', sql`${t.b} = 'x' and ${t.a} > 0`),
  index('three').on(sql`${t.a} + 1`),
  index('four').on(t.a).where(sql`${t.b} is not null`),
]);
