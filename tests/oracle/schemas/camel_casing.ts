// casing: camelCase
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const user_account = sqliteTable('user_account', {
  id: integer().primaryKey(),
  first_name: text().notNull().default('x'),
  LAST_name: text(),
  kept_as_is: text('kept_as_is'),
});
