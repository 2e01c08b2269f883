import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name'), invitedBy: integer('invited_by') });
export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), authorId: integer('author_id').notNull(), editorId: integer('editor_id') });

export const usersRelations = relations(users, ({ many }) => ({ posts: many(posts, { relationName: 'x' }) }));
// A nameless one takes the only one that leads back, whatever its name.
export const postsRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id], relationName: 'x' }),
}));
export const tags = sqliteTable('tags', { id: integer('id').primaryKey(), postId: integer('post_id') });
export const tagsRelations = relations(tags, ({ one }) => ({
  post: one(posts, { fields: [tags.postId], references: [posts.id], relationName: 'tagged' }),
}));
export const postsTags = relations(posts, ({ many }) => ({ tags: many(tags) }));
