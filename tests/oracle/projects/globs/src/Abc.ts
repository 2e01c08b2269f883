import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_Abc = sqliteTable('src_Abc', { id: integer().primaryKey() });
