// The third argument names the table itself.
// @ts-nocheck: it runs all the same.
import { index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, () => [index('i').on(t.a), primaryKey({ columns: [t.a, t.b] })]);
