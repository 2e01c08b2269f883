// Quotes, braces, backslashes, comments and dollars in sql's text.
import { not, sql } from 'drizzle-orm';
import { check, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a') }, (t) => [
  check('one', sql`${t.a} <> 'it''s'`),
  check('two', sql`${t.a} not glob '*[^a-z]*'`),
  check('three', sql`${t.a} <> '{"x": "$y"}'`),
  check('four', sql`${t.a} <> '\\'`),
  check('five', sql`/* first */ ${t.a} <> ''`),
  check('six', sql`${t.a} <> '\${a}'`),
]);
