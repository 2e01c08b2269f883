// An option of primaryKey that reaches no DDL.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey({ onConflict: 'replace', autoIncrement: true }) });
