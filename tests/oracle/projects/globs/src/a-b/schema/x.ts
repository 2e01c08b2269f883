import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_a_b_schema_x = sqliteTable('src_a_b_schema_x', { id: integer().primaryKey() });
