// A reference to a table that is not exported stays.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const hidden = sqliteTable('hidden', { id: integer('id').primaryKey() });

export const t = sqliteTable('t', { a: integer('a').references(() => hidden.id) });
