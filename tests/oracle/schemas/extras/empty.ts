// The third argument empty, in every form.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { x: text('x') }, () => []);
export const b = sqliteTable('b', { x: text('x') }, () => ({}));
export const c = sqliteTable('c', { x: text('x') }, undefined);
