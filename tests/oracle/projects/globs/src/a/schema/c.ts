import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_a_schema_c = sqliteTable('src_a_schema_c', { id: integer().primaryKey() });
