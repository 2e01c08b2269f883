// Extras made by map.
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b'), c: text('c') }, (t) =>
  (['a', 'b', 'c'] as const).map((key) => index(`t_${key}_idx`).on(t[key])),
);
