// casing: snake_case
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('tableName', {
  id: integer().primaryKey(),
  firstName: text(),
  HTTPServer2: text(),
  a1B2: text(),
  isOK: integer({ mode: 'boolean' }),
  already_snake: text(),
  URLValue: text(),
  x: text(),
  explicitName: text('explicitName'),
  userID: text(),
  version10: text(),
  $odd: text(),
});
