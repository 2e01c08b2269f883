// Methods of arrays.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const LIST = [3, 1, 2];
const WORDS = ['b', 'a', 'c'];

export const t = sqliteTable('t', {
  a: text('a').default(LIST.map((n) => n * 2).join()),
  b: integer('b').default(LIST.filter((n) => n > 1).length),
  c: text('c').default([...WORDS].sort().join('')),
  d: text('d').default(WORDS.slice(1).concat('d').join('-')),
  e: integer('e').default(WORDS.indexOf('c')),
  f: text('f').default(WORDS.includes('a') ? 'yes' : 'no'),
  g: integer('g').default(LIST.find((n) => n < 3)!),
  h: text('h').default([['x'], ['y', 'z']].flat().join('')),
  i: text('i').default(WORDS.flatMap((w) => [w, w]).join('')),
  j: integer('j', { mode: 'boolean' }).default(LIST.some((n) => n === 2)),
  k: integer('k', { mode: 'boolean' }).default(LIST.every((n) => n > 1)),
  l: text('l').default([...WORDS].reverse().join('')),
  m: text('m').default(WORDS.at(-1)!),
});
