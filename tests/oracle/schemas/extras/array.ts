// The third argument as an array.
import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, (t) => [index('i').on(t.a), uniqueIndex('u').on(t.b)]);
