// Set and Map.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const words = new Set(['a', 'b', 'a']);
const sizes = new Map([['s', 1], ['m', 2]] as const);

export const t = sqliteTable('t', {
  a: text('a').default([...words].join('')),
  b: integer('b').default(sizes.get('m')!),
  c: integer('c').default(words.size),
  d: integer('d', { mode: 'boolean' }).default(words.has('b')),
});
