// Checks from a helper.
import { sql } from 'drizzle-orm';
import { type AnySQLiteColumn, check, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const notEmpty = (name: string, column: AnySQLiteColumn) => check(`${name}_not_empty`, sql`length(trim(${column})) > 0`);

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, (t) => [notEmpty('a', t.a), notEmpty('b', t.b)]);
