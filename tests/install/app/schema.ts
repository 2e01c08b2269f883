import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const greeting = sqliteTable('greeting', {
  id: integer('id').primaryKey(),
  words: text('words').notNull(),
});

export const greetingQueries = {
  add: defineQuery`INSERT INTO greeting (words) VALUES (${'words'})`,
  getById: defineQuery`SELECT * FROM greeting WHERE id = ${'id'}`,
};
