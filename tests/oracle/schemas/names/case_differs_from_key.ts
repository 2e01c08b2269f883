// The column's name, not its key, is in the database.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { createdAt: integer('created_at'), CreatedAt: text('createdat_2'), ID: text('id').primaryKey() });
