import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const here = sqliteTable('here', { id: integer().primaryKey(), name: text() });
