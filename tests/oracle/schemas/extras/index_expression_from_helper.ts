// An index expression from a helper.
import { sql } from 'drizzle-orm';
import { type AnySQLiteColumn, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const lower = (column: AnySQLiteColumn) => sql`lower(${column})`;

export const t = sqliteTable('t', { email: text('email').notNull() }, (t) => [uniqueIndex('emailUniqueIndex').on(lower(t.email))]);
