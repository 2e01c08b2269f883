// int is another name of integer.
import { int, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: int().primaryKey({ autoIncrement: true }), a: int('a'), b: int({ mode: 'timestamp' }) });
