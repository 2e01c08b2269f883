// Objects and arrays are JSON.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a', { mode: 'json' }).default([]),
  b: text('b', { mode: 'json' }).default({}),
  c: text('c', { mode: 'json' }).default({ a: 1, b: [true, null, 'x'], c: { d: 0.5 } }),
  d: text('d', { mode: 'json' }).default(['a', 'b']),
  e: text('e', { mode: 'json' }).default({ left: undefined, kept: 1 }),
  f: text('f', { mode: 'json' }).default({ text: 'say "hi" \\ \n', uni: 'é 🧵' }),
  h: text('h', { mode: 'json' }).default({ 2: 'b', 1: 'a', z: 1e21 }),
  i: text('i', { mode: 'json' }).default([[], [[]], [undefined, NaN]]),
});
