// differs from drizzle-kit: it does not double the quotes in a default's JSON.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const documents = sqliteTable('documents', {
  id: integer().primaryKey(),
  object: text({ mode: 'json' }).default({ title: "it's", list: ["'", "''"] }),
  list: text({ mode: 'json' }).default(["o'clock"]),
  plain: text({ mode: 'json' }).default({ a: [1, true, null] }),
});
