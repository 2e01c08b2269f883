import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { id: integer().primaryKey({ autoIncrement: true }), name: text().notNull() });
