// undefined is no default.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a').default(undefined as never), b: integer('b').notNull().default(void 0 as never) });
