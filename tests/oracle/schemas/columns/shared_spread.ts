// Columns spread into several tables.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const base = { id: integer('id').primaryKey({ autoIncrement: true }), createdAt: text('created_at').default(sql`CURRENT_TIMESTAMP`) };

export const a = sqliteTable('a', { ...base, name: text('name') });
export const b = sqliteTable('b', { title: text('title'), ...base });
