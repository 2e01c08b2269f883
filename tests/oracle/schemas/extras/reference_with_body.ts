// A reference by a function with a body, and one through a member.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const p = sqliteTable('p', { id: integer('id').primaryKey(), code: text('code').unique() });
const tables = { p };

export const t = sqliteTable('t', {
  a: integer('a').references(() => {
    return p.id;
  }),
  b: text('b').references(function () {
    return p.code;
  }),
  c: integer('c').references(() => tables.p.id),
  d: integer('d').references(() => p['id']),
});
