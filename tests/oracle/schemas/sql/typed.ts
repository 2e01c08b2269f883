// sql with a type, mapped and named.
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: integer('a'), b: text('b') }, (t) => [
  check('one', sql<boolean>`${t.a} > 0`),
  check('two', sql<number>`length(${t.b}) < 5`.mapWith(Number)),
]);
