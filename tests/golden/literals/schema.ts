import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

/** Ends a comment: *\/ and a line: \ */
export const note = sqliteTable('note', {
  id: integer('id').primaryKey(),
  body: text('body').notNull().default('??/ "quoted" \\ café'),
});

export const noteQueries = {
  /** “Quoted” — who knows??/ */
  like: defineQuery`SELECT * FROM note WHERE body LIKE '100\\%??/"é	%' ESCAPE '\\'`,
  /** 写真 \ */
  lines: defineQuery`
    SELECT '
two lines, each of which is the user''s, however long, wide, deep, high, it, may, be, or, become' AS x`,
};
