// JSON, Number, String, Math and Boolean.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').default(JSON.stringify({ x: [1, 'y'] })),
  b: integer('b').default(JSON.parse('{"n": 7}').n),
  c: text('c').default(String(12)),
  d: integer('d').default(Math.round(2.6)),
  e: integer('e', { mode: 'boolean' }).default(Boolean('x')),
  f: text('f').default((255).toString(16)),
  g: text('g').default((1.005).toFixed(1)),
  h: integer('h').default(Number.MAX_SAFE_INTEGER),
  i: text('i').default(typeof 'x'),
});
