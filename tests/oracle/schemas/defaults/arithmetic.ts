// Numbers that are worked out.
import { integer, real, sqliteTable } from 'drizzle-orm/sqlite-core';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const t = sqliteTable('t', {
  a: integer('a').default(24 * 60 * MINUTE),
  b: integer('b').default(2 ** 10),
  c: integer('c').default(17 % 5),
  d: integer('d').default(1 << 4),
  e: real('e').default(1 / 3),
  f: real('f').default(0.1 + 0.2),
  g: integer('g').default(-SECOND),
  h: integer('h').default(7 & 3),
  i: integer('i').default(~1),
  j: integer('j').default(Math.floor(7.9)),
  k: integer('k').default(Math.max(1, 5, 3)),
  l: integer('l').default(Number('12')),
  m: integer('m').default(parseInt('42', 10)),
  n: integer('n').default(-7 >> 1),
});
