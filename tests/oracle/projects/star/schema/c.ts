import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const zz = sqliteTable('zz', { id: integer() });
