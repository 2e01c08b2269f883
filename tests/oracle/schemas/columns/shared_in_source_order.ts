// A shared builder is what the tables before it in the source made of it, whatever they are called.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const name = text('name');

export const z = sqliteTable('z', { id: integer('id').primaryKey(), name: name.notNull() });
export const a = sqliteTable('a', { id: integer('id').primaryKey(), name });
const unnamed = text().default('x');
export const m = sqliteTable('m', { first: unnamed.notNull() });
export const b = sqliteTable('b', { second: unnamed });
