// Indexes of several columns, in their order.
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b'), c: integer('c'), d: integer('d') }, (t) => [
  index('one').on(t.d, t.c, t.b, t.a),
  index('two').on(t.b, t.a),
  uniqueIndex('three').on(t.a, t.d),
]);
