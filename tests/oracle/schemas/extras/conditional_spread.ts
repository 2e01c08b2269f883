// Extras that are there or not, as is known.
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const WITH_INDEX = true as boolean;

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, (t) => ({
  ...(WITH_INDEX ? { i: index('i').on(t.a) } : {}),
  ...(WITH_INDEX && { j: index('j').on(t.b) }),
  ...(!WITH_INDEX && { k: index('k').on(t.b) }),
}));
