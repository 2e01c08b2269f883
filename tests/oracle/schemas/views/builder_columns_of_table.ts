// A view by the query builder: a table's columns spread.
import { getTableColumns, sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a') });
export const v = sqliteView('v').as((qb) => qb.select({ ...getTableColumns(t), up: sql`upper(${t.a})`.as('up') }).from(t));
