// differs from drizzle-kit: it joins the parts of an index by commas, and splits them again.
import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const people = sqliteTable(
  'people',
  { id: integer().primaryKey(), first: text(), last: text(), comma: text('a,b') },
  (t) => [
    index('by_name').on(t.id, sql`coalesce(${t.last}, ${t.first})`),
    uniqueIndex('by_either').on(sql`ifnull(last, first)`, t.first),
    index('by_comma').on(t.comma),
    unique().on(t.first, t.comma),
    index('by_both').on(sql`lower(${t.first})`, sql`upper(${t.last})`),
  ],
);
