// The modes of text.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a', { mode: 'text' }), b: text('b', { mode: 'json' }), c: text({ mode: 'json' }) });
