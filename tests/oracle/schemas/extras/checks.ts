// Checks.
import { not, or, sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: integer('a'), b: text('b') }, (t) => [
  check('positive', sql`${t.a} > 0`),
  check('known', sql`${t.b} in ('x', 'y', 'it''s')`),
  check('bare', sql`a < 100`),
  check('both', sql`${t.a} is null or ${t.b} is not null`),
  check('spaces in name', sql`length(${t.b}) <= 10`),
]);
