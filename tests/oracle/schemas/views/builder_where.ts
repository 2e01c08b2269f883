// A view by the query builder: chosen columns and a condition.
import { and, eq, gt, isNotNull } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a'), n: integer('n') });
export const v = sqliteView('v').as((qb) => qb.select({ id: t.id, a: t.a }).from(t).where(gt(t.n, 18)));
export const w = sqliteView('w').as((qb) => qb.select({ id: t.id }).from(t).where(and(eq(t.a, "it's"), isNotNull(t.n))));
