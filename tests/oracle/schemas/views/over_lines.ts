// A view's SQL over lines.
import { count, sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), kind: text('kind') });
export const v = sqliteView('by_kind', { kind: text('kind'), n: integer('n') }).as(sql`
  select kind,
         count(*) as n
  from t
  group by kind
`);
