import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', { id: integer('id').primaryKey(), name: text('name'), invitedBy: integer('invited_by') });
export const posts = sqliteTable('posts', { id: integer('id').primaryKey(), authorId: integer('author_id').notNull(), editorId: integer('editor_id') });

const byId = (field: typeof posts.authorId | typeof posts.editorId) => ({ fields: [field], references: [users.id] }) as never;
const more = { editor: 'editor' } as const;
export const postsRelations = relations(posts, (helpers) => {
  const { one: single } = helpers;
  return {
    author: single(users, byId(posts.authorId)),
    [more.editor]: helpers.one(users, { ...(byId(posts.editorId) as object), relationName: `${more.editor}s` } as never),
  };
});
