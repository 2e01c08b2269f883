// Object.entries, keys and values.
import { sum } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const LENGTHS = { name: 80, city: 40 };

export const a = sqliteTable('a', Object.fromEntries(Object.entries(LENGTHS).map(([name, length]) => [name, text(name, { length })])));
export const b = sqliteTable('b', {
  keys: text('keys').default(Object.keys(LENGTHS).join('|')),
  sum: integer('sum').default(Object.values(LENGTHS).reduce((sum, n) => sum + n, 0)),
});
