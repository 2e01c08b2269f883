// Real.
import { real, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: real('a'), b: real().notNull().default(0.5) });
