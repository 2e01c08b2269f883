import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_a_schema_a = sqliteTable('src_a_schema_a', { id: integer().primaryKey() });
