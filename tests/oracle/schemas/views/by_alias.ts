// view is sqliteView.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, view } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey() });
export const v = view('v', { id: integer('id') }).as(sql`select id from t`);
