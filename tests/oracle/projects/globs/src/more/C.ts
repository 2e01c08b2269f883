import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_more_C = sqliteTable('src_more_C', { id: integer().primaryKey() });
