// sql in sql, from constants and functions.
import { and, isNull, not, sql } from 'drizzle-orm';
import { type AnySQLiteColumn, check, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const positive = (column: AnySQLiteColumn) => sql`${column} > 0`;
const zero = sql`0`;

export const t = sqliteTable('t', { a: integer('a'), b: integer('b') }, (t) => [
  check('one', sql`${positive(t.a)} and ${positive(t.b)}`),
  check('two', sql`(${t.a} + ${sql`(${t.b} - ${zero})`}) < 100`),
  check('three', sql`not (${and(isNull(t.a), isNull(t.b))})`),
]);
