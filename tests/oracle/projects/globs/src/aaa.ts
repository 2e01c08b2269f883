import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_aaa = sqliteTable('src_aaa', { id: integer().primaryKey() });
