// differs from drizzle-kit: it writes a default of null as the text 'null'.
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const nulls = sqliteTable('nulls', {
  id: integer().primaryKey(),
  word: text().default(null as unknown as string),
  number: integer().default(null as unknown as number),
  json: text({ mode: 'json' }).default(null),
  real: real().default(null as unknown as number),
});
