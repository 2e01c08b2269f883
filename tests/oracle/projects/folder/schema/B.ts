import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const tB = sqliteTable('table_B', { firstName: text().unique(), isOK: integer({ mode: 'boolean' }) });
