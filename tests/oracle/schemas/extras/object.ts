// The third argument as an object.
import { index, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a'), b: text('b') }, (t) => ({ i: index('i').on(t.a), u: uniqueIndex('u').on(t.b), k: unique('k').on(t.a, t.b) }));
