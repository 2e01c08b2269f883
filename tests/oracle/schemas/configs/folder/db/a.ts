// A table.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { id: integer('id').primaryKey() });
