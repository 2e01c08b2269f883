// A table.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey() });
