// AUTOINCREMENT, asked for and not.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { id: integer('id').primaryKey({ autoIncrement: true }) });
export const b = sqliteTable('b', { id: integer('id').primaryKey({ autoIncrement: false }) });
export const c = sqliteTable('c', { id: integer('id', { mode: 'number' }).primaryKey({ autoIncrement: true }).notNull() });
export const d = sqliteTable('d', { id: integer('id', { mode: 'timestamp' }).primaryKey({ autoIncrement: true }) });
