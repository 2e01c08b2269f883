import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name'), invitedBy: integer('invited_by') });
export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), authorId: integer('author_id').notNull(), editorId: integer('editor_id') });

// The first stands before its table in the order of names; both speak of one table.
export const aRelations = relations(users, ({ many }) => ({ posts: many(posts), more: many(posts, { relationName: 'more' }) }));
export const zRelations = relations(users, ({ one }) => ({
  more: one(posts, { fields: [users.id], references: [posts.editorId] }),
}));
export const bRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id] }),
}));
