// A string stays a string.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').default('1'),
  b: text('b').default('true'),
  c: text('c').default('null'),
  d: text('d').default('CURRENT_TIMESTAMP'),
  e: text('e').default('(unixepoch())'),
  f: integer('f').default('7' as unknown as number),
  g: text('g').default('[]'),
});
