// Two tables.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { id: integer('id').primaryKey() });
export const b = sqliteTable('b', { id: integer('id').primaryKey() });
