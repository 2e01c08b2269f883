import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  uri: text('uri').notNull(),
  title: text('title'),
});
