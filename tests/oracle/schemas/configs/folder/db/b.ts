// Another.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { a } from './a';

export const b = sqliteTable('b', { id: integer('id').references(() => a.id) });
