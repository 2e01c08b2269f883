// A view by its SQL.
import { sql, sum } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a'), n: integer('n') });
export const one = sqliteView('one', { id: integer('id'), a: text('a') }).as(sql`select id, a from t where n > 5`);
export const two = sqliteView('two', { total: integer('total').notNull() }).as(sql`select sum(${t.n}) as total from ${t}`);
