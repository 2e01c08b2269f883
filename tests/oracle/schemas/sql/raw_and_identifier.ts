// sql.raw, sql.identifier, sql.empty, sql.join.
import { and, sql } from 'drizzle-orm';
import { check, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const LIMIT = 10;

export const t = sqliteTable('t', { a: integer('a'), b: integer('b') }, (t) => [
  check('one', sql`${sql.raw('a')} < ${sql.raw(String(LIMIT))}`),
  check('two', sql`${sql.identifier('b')} > 0`),
  check('three', sql`${t.a} > 0${sql.empty()}`),
  check('four', sql.join([sql`${t.a} > 0`, sql`${t.b} > 0`], sql` and `)),
  check('five', sql.join([sql`a`, sql.raw('<'), sql`b`])),
]);
