// Tables that reference each other, and ones defined later.
import { type AnySQLiteColumn, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { id: integer('id').primaryKey(), b: integer('b').references((): AnySQLiteColumn => b.id) });
export const b = sqliteTable('b', { id: integer('id').primaryKey(), a: integer('a').references(() => a.id), c: integer('c').references(() => c.id) });
export const c = sqliteTable('c', { id: integer('id').primaryKey() });
