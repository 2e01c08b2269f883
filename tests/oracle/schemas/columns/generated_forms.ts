// A generated column said as text, as sql and by a function.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: integer('a').notNull(),
  b: integer('b').generatedAlwaysAs(sql`a + 1`),
  c: integer('c').generatedAlwaysAs(sql`a * 2`, { mode: 'stored' }),
  d: integer('d').generatedAlwaysAs(sql`a - 1`, { mode: 'virtual' }).notNull(),
  e: integer('e').generatedAlwaysAs((): ReturnType<typeof sql> => sql`${t.a} + ${t.b}`, { mode: 'virtual' }),
  f: text('f').generatedAlwaysAs('upper(a)'),
});
