// A module's own export hides one of export *.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export * from './other';
export const t = sqliteTable('own_t', { id: integer('id').primaryKey() });
