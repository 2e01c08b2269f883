// Partial indexes.
import { and, isNotNull, isNull, sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: integer('b', { mode: 'boolean' }), c: integer('c') }, (t) => [
  index('one').on(t.a).where(sql`${t.b} = 1`),
  uniqueIndex('two').on(t.a).where(sql`${t.c} is null`),
  uniqueIndex('three').on(t.a, t.c).where(isNull(t.c)),
  index('four').on(t.a).where(isNotNull(t.c)),
  index('five').on(t.a).where(sql`b = 1 and c > 5`),
  index('six').on(t.a).where(and(isNull(t.b), isNotNull(t.c))!),
  index('seven').on(sql`lower(${t.a})`).where(sql`${t.a} <> ''`),
]);
