import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t10 = sqliteTable('table_10', { firstName: text().unique(), isOK: integer({ mode: 'boolean' }) });
