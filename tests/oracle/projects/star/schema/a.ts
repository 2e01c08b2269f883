import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const alpha2 = sqliteTable('alpha2', { id: integer() });
export const alpha1 = sqliteTable('alpha1', { id: integer().references(() => alpha2.id) });
