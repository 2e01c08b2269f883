// casing: snake_case
import { sql } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  firstName: text(),
  lastName: text(),
  fullName: text().generatedAlwaysAs((): ReturnType<typeof sql> => sql`${t.firstName} || ' ' || ${t.lastName}`),
});
