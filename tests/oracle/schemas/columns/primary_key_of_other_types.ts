// A primary key of text, real, blob and numeric.
import { blob, numeric, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { id: text('id').primaryKey() });
export const b = sqliteTable('b', { id: real('id').primaryKey() });
export const c = sqliteTable('c', { id: blob('id').primaryKey() });
export const d = sqliteTable('d', { id: numeric('id').primaryKey().notNull() });
export const e = sqliteTable('e', { id: text('id', { length: 36 }).primaryKey().unique() });
