// The last.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const b = sqliteTable('b', { id: integer('id').primaryKey() });
