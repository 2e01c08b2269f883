// SQL stands as it is written.
import { sql } from 'drizzle-orm';
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').default(sql`CURRENT_TIMESTAMP`),
  b: text('b').default(sql`(CURRENT_TIMESTAMP)`),
  c: integer('c').default(sql`(unixepoch())`),
  d: integer('d').default(sql`(cast(unixepoch('subsecond') * 1000 as integer))`),
  e: text('e').default(sql`(datetime('now'))`),
  f: integer('f').default(sql`(strftime('%s', 'now'))`),
  g: integer('g').default(sql`1`),
  h: text('h').default(sql`'x'`),
  i: text('i').default(sql`NULL`),
  j: blob('j').default(sql`x'00ff'`),
  k: text('k').default(sql`current_date`),
  l: integer('l').default(sql`(unixepoch() * 1000)`),
  m: text('m').default(sql<string>`(lower(hex(randomblob(16))))`),
});
