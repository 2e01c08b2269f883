// Tables in a namespace's export are not seen; those beside it are.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export * as hidden from './hidden';
export const t = sqliteTable('t', { id: integer('id').primaryKey() });
