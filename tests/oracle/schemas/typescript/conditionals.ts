// Conditionals and logic, of what is known.
// @ts-nocheck: it runs all the same.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const STRICT = true as boolean;
const level: number = 3;

export const t = sqliteTable(STRICT ? 'strict_t' : 'loose_t', {
  a: STRICT ? text('a').notNull() : text('a'),
  b: level > 2 && level < 5 ? integer('b') : text('b'),
  c: (null ?? text('c')) as never,
  d: text(!STRICT || level === 3 ? 'd1' : 'd2'),
  ...(level !== 3 ? { e: text('e') } : { f: text('f') }),
});
