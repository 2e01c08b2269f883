// Line ends in a default.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').default('one\ntwo'),
  b: text('b').default(`one
two`),
  c: text('c').default('one\r\ntwo'),
});
