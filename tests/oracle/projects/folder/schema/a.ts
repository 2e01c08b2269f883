import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const ta = sqliteTable('table_a', { firstName: text().unique(), isOK: integer({ mode: 'boolean' }) });
