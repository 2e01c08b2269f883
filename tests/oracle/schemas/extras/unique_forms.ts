// unique() of one and of several columns, named and not.
import { sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b'), c: text('c') }, (t) => [
  unique().on(t.a),
  unique().on(t.a, t.b),
  unique('named').on(t.b, t.c),
  unique('single').on(t.c),
]);
