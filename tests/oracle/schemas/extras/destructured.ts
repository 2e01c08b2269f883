// The third argument takes its parameter apart.
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b'), c: text('c') }, ({ a, b: second, ...rest }) => [
  index('i').on(a, second),
  index('j').on(rest.c),
]);
