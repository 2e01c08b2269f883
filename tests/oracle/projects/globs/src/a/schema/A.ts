import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_a_schema_A = sqliteTable('src_a_schema_A_', { id: integer().primaryKey() });
