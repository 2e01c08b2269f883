import { relations } from 'drizzle-orm';
import { integer, sqliteTableCreator } from 'drizzle-orm/sqlite-core';
const table = sqliteTableCreator((name) => `app_${name}`);
export const users = table('users', { id: integer().primaryKey() });
export const posts = table('posts', { id: integer().primaryKey(), authorId: integer() });
export const u = relations(users, ({ many }) => ({ posts: many(posts) }));
export const p = relations(posts, ({ one }) => ({ author: one(users, { fields: [posts.authorId], references: [users.id] }) }));
export const nothing = relations(users, () => ({}));
