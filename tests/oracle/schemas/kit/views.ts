// differs from drizzle-kit: it writes the bytes of a blob and a Date by itself as text.
import { and, eq, ne, sql } from 'drizzle-orm';
import { blob, integer, sqliteTable, sqliteView } from 'drizzle-orm/sqlite-core';

export const things = sqliteTable('things', {
  id: integer().primaryKey(),
  big: blob({ mode: 'bigint' }),
  json: blob({ mode: 'json' }),
});

export const chosen = sqliteView('chosen', { id: integer() }).as(
  sql`select id from things where ${and(eq(things.big, 12n), ne(things.json, { a: 1 }))}`,
);
