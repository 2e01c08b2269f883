// differs from drizzle-kit: what it writes behind a comment is a part of the comment.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const commented = sqliteTable(
  'commented',
  {
    id: integer().primaryKey(),
    last: text()
      .default(sql`'x' -- for now`)
      .notNull(),
  },
);

export const checked = sqliteTable('checked', { id: integer(), n: integer() }, (t) => [
  check('positive', sql`${t.n} > 0 -- or nothing`),
  index('some').on(t.id).where(sql`${t.n} > 0 -- or nothing`),
]);

export const commentedView = sqliteView('commented_view', { n: integer() }).as(sql`select 1 as n -- one`);

export const another = sqliteTable('another', { id: integer() });
