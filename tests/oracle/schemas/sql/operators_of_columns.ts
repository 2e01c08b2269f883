// Every operator that takes columns and sql.
import { and, eq, gt, gte, inArray, isNull, like, lt, lte, ne, not, notInArray, or, sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: integer('a'), b: integer('b'), c: text('c') }, (t) => [
  index('i1').on(t.a).where(eq(t.a, t.b)),
  index('i2').on(t.a).where(ne(t.a, sql`5`)),
  index('i3').on(t.a).where(gt(t.a, sql`5`)),
  index('i4').on(t.a).where(gte(t.a, sql`5`)),
  index('i5').on(t.a).where(lt(t.a, sql`5`)),
  index('i6').on(t.a).where(lte(t.a, sql`5`)),
  index('i7').on(t.a).where(inArray(t.a, [sql`1`, sql`2`] as never)),
  index('i8').on(t.a).where(notInArray(t.a, [sql`1`, sql`2`] as never)),
  index('i9').on(t.a).where(or(eq(t.a, sql`1`), and(eq(t.b, sql`2`), isNull(t.c)))!),
  index('i10').on(t.a).where(not(eq(t.a, sql`1`))),
  index('i11').on(t.a).where(like(t.c, sql`'x%'`)),
]);
