// A later key of the same name overwrites, in the place of the first.
// @ts-nocheck: it runs all the same.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const base = { id: integer('id'), name: text('name'), note: text('note') };

export const a = sqliteTable('a', { ...base, name: text('name').notNull() });
export const b = sqliteTable('b', { name: integer('name'), ...base });
