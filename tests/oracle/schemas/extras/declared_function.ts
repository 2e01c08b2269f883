// The third argument as a function declared elsewhere.
import { index, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

function extras(t: { a: never; b: never }) {
  return [index('i').on(t.a), unique('u').on(t.b)];
}

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, extras as never);
