// A view by the query builder: expressions, groups, order, limit.
import { count, desc, sql, sum } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a'), n: integer('n') });
export const v = sqliteView('v').as((qb) =>
  qb
    .select({ a: t.a, total: sum(t.n).as('total'), many: count().as('many'), upper: sql<string>`upper(${t.a})`.as('upper') })
    .from(t)
    .groupBy(t.a)
    .orderBy(desc(t.a))
    .limit(10),
);
