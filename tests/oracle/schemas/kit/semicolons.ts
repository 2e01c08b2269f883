// differs from drizzle-kit: it cuts a check and the condition of an index at their first semicolon.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const notes = sqliteTable(
  'notes',
  { id: integer().primaryKey(), body: text(), odd: text('odd;') },
  (t) => [
    check('no_semicolon', sql`${t.body} not like '%;%'`),
    check('named;so', sql`${t.id} > 0`),
    index('of_some').on(t.id).where(sql`${t.body} <> ';' and ${t.id} > 1`),
    uniqueIndex('in_a_part').on(sql`replace(body, ';', '')`),
    index('named;too').on(t.body),
    index('odd_idx').on(t.odd),
  ],
);
