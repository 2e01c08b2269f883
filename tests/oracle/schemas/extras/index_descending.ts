// Index columns with a direction.
import { asc, desc, sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: integer('b') }, (t) => [
  index('one').on(desc(t.a)),
  index('two').on(t.a, desc(t.b)),
  index('three').on(asc(t.b)),
  index('four').on(sql`${t.b} desc`),
  uniqueIndex('five').on(sql`${t.a} collate nocase`),
]);
