// SQL over several lines.
import { sql } from 'drizzle-orm';
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').default(sql`(
    lower(hex(randomblob(4))) || '-' ||
    lower(hex(randomblob(2)))
  )`),
});
