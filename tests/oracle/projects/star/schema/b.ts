import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export * from './d';
export const beta = sqliteTable('beta', { id: integer() });
