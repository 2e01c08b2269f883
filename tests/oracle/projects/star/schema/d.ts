import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const delta = sqliteTable('delta', { name: text() });
