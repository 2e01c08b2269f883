// A view by the query builder: joins.
import { eq, isNotNull } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const p = sqliteTable('p', { id: integer('id').primaryKey(), name: text('name') });
export const t = sqliteTable('t', { id: integer('id').primaryKey(), p: integer('p').references(() => p.id) });
export const v = sqliteView('v').as((qb) => qb.select({ id: t.id, name: p.name }).from(t).leftJoin(p, eq(t.p, p.id)));
export const w = sqliteView('w').as((qb) => qb.select({ name: p.name }).from(t).innerJoin(p, eq(t.p, p.id)).where(isNotNull(p.name)));
