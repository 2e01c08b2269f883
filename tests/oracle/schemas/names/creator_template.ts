// A table creator with a template.
import { index, integer, sqliteTableCreator, text, unique } from 'drizzle-orm/sqlite-core';

const table = sqliteTableCreator((name) => `app_${name}`);

export const users = table('users', { id: integer('id').primaryKey(), email: text('email').unique() });
export const posts = table('posts', { id: integer('id').primaryKey(), author: integer('author').references(() => users.id) }, (t) => [
  index('by_author').on(t.author),
  unique().on(t.id, t.author),
]);
