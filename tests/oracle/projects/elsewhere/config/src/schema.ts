import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const notHere = sqliteTable('not_here', { id: integer().primaryKey(), name: text() });
