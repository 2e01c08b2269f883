// drizzle-kit refuses: a value in the SQL of a default
import { sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const DAYS = 7;

export const t = sqliteTable('t', {
  id: integer().primaryKey(),
  until: integer().default(sql`(unixepoch() + ${DAYS} * 86400)`),
});
