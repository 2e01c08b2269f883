import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const b = sqliteTable('b', { id: integer().primaryKey({ autoIncrement: true }), name: text().notNull() });
