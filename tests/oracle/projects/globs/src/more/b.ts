import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_more_b = sqliteTable('src_more_b', { id: integer().primaryKey() });
