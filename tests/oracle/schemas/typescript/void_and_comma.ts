// Operators that are rarely seen.
// @ts-nocheck: it runs all the same.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const n = (1, 2);

export const t = sqliteTable('t', { a: integer('a').default(n), b: text('b').default(`${'x' in { x: 1 }}`), c: integer('c').default(+'5'), d: text('d').default('' + 1 + true) });
