// $onUpdate and $onUpdateFn reach no DDL.
// @ts-nocheck: it runs all the same.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: integer('a', { mode: 'timestamp' }).$onUpdate(() => new Date()),
  b: integer('b', { mode: 'timestamp_ms' }).$onUpdateFn(() => new Date()).notNull(),
  c: integer('c').default(sql`(unixepoch())`).$onUpdate(() => sql`(unixepoch())`),
  d: text('d').$onUpdateFn(() => null),
});
