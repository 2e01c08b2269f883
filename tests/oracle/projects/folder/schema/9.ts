import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t9 = sqliteTable('table_9', { firstName: text().unique(), isOK: integer({ mode: 'boolean' }) });
