// Modules that import each other.
import { integer, sqliteTable, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { posts } from './posts';

export const users = sqliteTable('users', {
  id: integer('id').primaryKey(),
  pinned: integer('pinned').references((): AnySQLiteColumn => posts.id),
});
export * from './posts';
