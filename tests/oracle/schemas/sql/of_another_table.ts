// The text of one table's column in sql of another's.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const p = sqliteTable('p', { id: integer('id').primaryKey() });
export const t = sqliteTable('t', { a: integer('a').generatedAlwaysAs(sql`1 + ${sql.identifier('b')}`), b: integer('b') });
