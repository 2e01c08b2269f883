// On to b, and one of its own.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export * from './b';
export const a = sqliteTable('a', { id: integer('id').primaryKey() });
