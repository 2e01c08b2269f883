import { relations, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', {
  id: integer().primaryKey(),
  name: text().notNull(),
});
export const posts = sqliteTable('posts', {
  id: integer().primaryKey(),
  authorId: integer('author_id').notNull().references(() => users.id),
  title: text(),
});
export const userRelations = relations(users, ({ many }) => ({ posts: many(posts) }));
export const postRelations = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.authorId], references: [users.id] }),
}));

export const userQueries = {
  /** A user with the newest posts. */
  withPosts: defineQuery((db) =>
    db.query.users.findFirst({
      where: (t, { eq }) => eq(t.id, sql.placeholder('id')),
      with: { posts: { columns: { title: true }, orderBy: (t, { desc }) => desc(t.id), limit: 3, with: { author: true } } },
    })),
};
