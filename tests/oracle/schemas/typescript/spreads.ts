// Spreads of objects and arrays, nested and of calls.
// @ts-nocheck: it runs all the same.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const base = { id: integer('id').primaryKey() };
const soft = { deletedAt: integer('deleted_at') };
const all = { ...base, ...soft };
const WORDS = ['a', 'b'] as const;
const MORE = [...WORDS, ...['c', 'd']] as const;

export const t = sqliteTable('t', { ...all, ...{ x: text('x', { enum: MORE }).default(MORE[2]) }, ...(null as never) });
