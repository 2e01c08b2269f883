// Not seen.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const inside = sqliteTable('inside', { id: integer('id').primaryKey() });
