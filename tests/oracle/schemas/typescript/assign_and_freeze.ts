// Object.assign, Object.freeze, structuredClone.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const base = Object.freeze({ id: integer('id').primaryKey() });
const words = Object.freeze(['a', 'b'] as const);

export const t = sqliteTable('t', Object.assign({}, base, { w: text('w', { enum: words }).default(words[1]) }));
