// Builders are shared and change: both tables see each change made before they are made.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const name = text('name');

export const a = sqliteTable('a', { name: name.notNull() });
export const b = sqliteTable('b', { name: name.default('x') });
export const c = sqliteTable('c', { name });
