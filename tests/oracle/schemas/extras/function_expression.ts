// The third argument as a function.
import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a') }, function (self) {
  return [index('i').on(self.a)];
});
