// Values in a view's SQL are written into it.
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a'), n: integer('n') });
export const v = sqliteView('v', { id: integer('id') }).as(sql`select ${t.id} from ${t} where ${t.n} > ${21} and ${t.a} <> ${"it's"}`);
export const w = sqliteView('w', { id: integer('id') }).as(
  sql`select ${t.id} from ${t} where ${eq(t.a, 'x')} and ${inArray(t.n, [1, 2])} and ${isNull(t.a)}`,
);
