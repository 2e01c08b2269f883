// casing: camelCase
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('table_name', {
  id: integer().primaryKey(),
  first_name: text(),
  HTTPServer2: text(),
  already: text(),
  alreadyCamel: text(),
  user_id: text(),
  a_1: text(),
  explicit_name: text('explicit_name'),
});
