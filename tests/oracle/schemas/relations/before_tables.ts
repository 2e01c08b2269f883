// Relations of tables defined later.
import { relations } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const aRelations = relations(sqliteTable('unexported', { id: integer('id') }), ({ many }) => ({ b: many(b) }));
export const b = sqliteTable('b', { id: integer('id').primaryKey() });
