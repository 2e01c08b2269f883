import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name'), invitedBy: integer('invited_by') });
export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), authorId: integer('author_id').notNull(), editorId: integer('editor_id') });

export const usersRelations = relations(users, ({ many }) => ({
  posts: many(posts, { relationName: 'x' }),
}));
export const postsRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id], relationName: 'x' }),
  editor: one(users, { fields: [posts.editorId], references: [users.id], relationName: 'x' }),
}));
