import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_a_schema_B = sqliteTable('src_a_schema_B', { id: integer().primaryKey() });
