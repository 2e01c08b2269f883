// SQL put together of SQL.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const ms = sql`1000`;
const scale = sql.raw('60');

export const t = sqliteTable('t', {
  a: integer('a').default(sql`(unixepoch() * ${ms})`),
  b: integer('b').default(sql`(${scale} * ${ms})`),
  c: text('c').default(sql`(${sql`lower(${sql.raw("'X'")})`})`),
  d: integer('d').default(sql.join([sql`(1`, sql`2)`], sql` + `)),
});
