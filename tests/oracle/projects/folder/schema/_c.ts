import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t_c = sqliteTable('table__c', { firstName: text().unique(), isOK: integer({ mode: 'boolean' }) });
