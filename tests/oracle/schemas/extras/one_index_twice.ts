// Two ways to say one index.
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable(
  'users',
  { id: integer('id').primaryKey(), email: text('email').unique() },
  (t) => [uniqueIndex('users_email_unique').on(t.email)],
);
