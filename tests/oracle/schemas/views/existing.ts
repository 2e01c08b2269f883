// A view that is there already makes no DDL.
import { integer, sqliteTable, sqliteView } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey() });
export const old = sqliteView('old', { id: integer('id') }).existing();
