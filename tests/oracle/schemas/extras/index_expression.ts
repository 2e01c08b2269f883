// Indexes on expressions.
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b'), n: integer('n') }, (t) => [
  index('one').on(sql`lower(${t.a})`),
  uniqueIndex('two').on(sql`lower(${t.a})`, t.b),
  index('three').on(sql`(n % 10)`),
  index('four').on(t.n, sql`abs(${t.n})`),
  index('five').on(sql`json_extract(b)`),
  index('six').on(sql`a || b`),
]);
