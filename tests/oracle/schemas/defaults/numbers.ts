// Numbers as JavaScript writes them.
import { integer, real, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: integer('a').default(0),
  b: integer('b').default(-1),
  c: integer('c').default(+5),
  d: integer('d').default(9007199254740991),
  e: real('e').default(1.0),
  f: real('f').default(0.1),
  g: real('g').default(1e21),
  h: real('h').default(1e-7),
  i: integer('i').default(0xff),
  j: integer('j').default(0b101),
  k: integer('k').default(0o17),
  l: integer('l').default(1_000),
  m: real('m').default(-0.5),
  n: real('n').default(123456789.123456789),
  o: real('o').default(5e-324),
  p: real('p').default(1.7976931348623157e308),
  q: real('q').default(.5),
  r: real('r').default(100000000000000000000),
});
