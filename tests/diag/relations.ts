import { defineRelations, relations } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', { id: integer().primaryKey() });
export const posts = sqliteTable('posts', { id: integer().primaryKey(), by: integer() });

export const a = relations(users, ({ many }) => ({ posts: many(posts) }));
//                                                 ^^^^^ W119 relation "posts" names no columns, and more than one relation leads back
export const b = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.by], references: [users.id] }),
  editor: one(users, { fields: [posts.by], references: [users.id] }),
  wrong: one(users, { fields: [users.id], references: [users.id] }),
//                                   ^^ W119 "id" is a column of "users", not of "posts"
  uneven: one(users, { fields: [posts.by, posts.id], references: [users.id] }),
//        ^^^ W119 this relation has 2 columns on one side and 1 on the other
  number: one(5),
//        ^^^ W119 one() takes a table, not a number
}));
export const c = defineRelations({ users, posts }, (r) => ({
  users: {
    posts: r.many.posts({ from: r.users.id }),
//                ^^^^^ W119 a relation has both "from" and "to", or neither
    others: r.many.post(),
//                 ^^^^ W119 this set of relations has no "post"
  },
}));
