import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_zed = sqliteTable('src_zed', { id: integer().primaryKey() });
