// differs from drizzle-kit: it does not double a backtick or a quotation mark within a name.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, sqliteView, text, unique } from 'drizzle-orm/sqlite-core';

export const ticks = sqliteTable('a`b', { id: integer('i`d').primaryKey(), other: text('say "so"') }, (t) => [
  index('i`x').on(t.id),
  unique('u`q').on(t.other),
  check('a "check"', sql`${t.id} > 0 and ${t.other} <> ''`),
]);

export const tickView = sqliteView('v`w', { n: integer() }).as(sql`select 1 as n`);
