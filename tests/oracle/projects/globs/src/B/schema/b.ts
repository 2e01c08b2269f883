import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_B_schema_b = sqliteTable('src_B_schema_b', { id: integer().primaryKey() });
