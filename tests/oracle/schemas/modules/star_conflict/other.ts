// What is hidden, and what is not.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('other_t', { id: integer('id').primaryKey() });
export const u = sqliteTable('other_u', { id: integer('id').primaryKey() });
