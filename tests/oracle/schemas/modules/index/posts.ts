// A module that uses its neighbour.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { users } from './users';

export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), by: integer('by').references(() => users.id) });
export const tags = sqliteTable('tags', { id: integer('id').primaryKey() });
export const unseen = sqliteTable('unseen', { id: integer('id').primaryKey() });
