// Checks by Drizzle's operators.
import { and, between, eq, gt, gte, isNotNull, isNull, like, lt, lte, ne, not, notBetween, notLike, or, sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: integer('a'), b: integer('b'), c: text('c') }, (t) => [
  check('c1', gt(t.a, t.b)),
  check('c2', isNotNull(t.c)),
  check('c3', or(isNull(t.a), gte(t.a, sql`0`))!),
  check('c4', not(isNull(t.c))),
  check('c5', and(lt(t.a, sql`10`), lte(t.b, sql`20`), ne(t.a, t.b))!),
  check('c6', between(t.a, sql`1`, sql`9`)),
  check('c7', like(t.c, sql`'a%'`)),
  check('c8', and(isNull(t.c))!),
  check('c9', eq(t.a, t.b)),
  check('c10', notLike(t.c, sql`'b%'`)),
  check('c11', notBetween(t.b, sql`1`, t.a)),
]);
