import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const src_ab_schema_x2 = sqliteTable('src_ab_schema_x2', { id: integer().primaryKey() });
