// The other of two.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { users } from './schema';

export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), by: integer('by').references(() => users.id) });
