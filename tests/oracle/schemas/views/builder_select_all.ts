// A view by the query builder: all columns.
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a'), n: integer('n') });
export const v = sqliteView('v').as((qb) => qb.select().from(t));
