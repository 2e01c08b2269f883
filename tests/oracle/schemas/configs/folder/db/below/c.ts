// Not seen.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const c = sqliteTable('c', { id: integer('id').primaryKey() });
