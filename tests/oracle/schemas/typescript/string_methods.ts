// Methods of strings.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const NAME = 'Some Long Name';

export const t = sqliteTable('t', {
  a: text(NAME.toLowerCase()),
  b: text(NAME.toUpperCase().slice(0, 4)),
  c: text('c').default(NAME.replace(' ', '_')),
  d: text('d').default(NAME.replaceAll(' ', '_')),
  e: text('e').default(NAME.split(' ')[1]!),
  f: text('f').default('x'.padStart(3, '0')),
  g: text('g').default('ab'.repeat(3)),
  h: text('h').default('  trim '.trim()),
  i: integer('i', { mode: 'boolean' }).default(NAME.startsWith('Some')),
  j: integer('j').default(NAME.length),
  k: text('k').default(NAME[0]!),
  l: text('l').default(NAME.charAt(5)),
  m: text('m').default(NAME.substring(5, 9)),
  n: text('n').default('a'.concat('b', 'c')),
  o: integer('o').default(NAME.indexOf('Long')),
});
