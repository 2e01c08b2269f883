// Strings, whatever is in them.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').default(''),
  b: text('b').default('plain'),
  c: text('c').default("it's 'quoted'"),
  d: text('d').default('say "hi"'),
  e: text('e').default('tab\there'),
  f: text('f').default('back\\slash'),
  g: text('g').default('Grüße 名前 🧵'),
  h: text('h').default('\u00e9\x41\u{1F9F5}'),
  i: text('i').default('`tick`'),
  j: text('j').default('a -- b /* c */'),
  k: text('k').default(' '),
});
