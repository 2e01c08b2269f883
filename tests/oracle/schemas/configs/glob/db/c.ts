// Not of the pattern.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const c = sqliteTable('c', { id: integer('id').primaryKey() });
