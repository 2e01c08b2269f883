// Spaces, dots, dashes, quotes and letters of other alphabets in names.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('my table', {
  a: text('a column'),
  b: text('b.c'),
  c: text('d-e'),
  d: text('имя').unique(),
  e: text("it's"),
  f: text('100%'),
  g: text('$dollar'),
  h: text('ÄÖÜ'),
});
