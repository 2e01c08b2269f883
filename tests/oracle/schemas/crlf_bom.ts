// A file of another system: a byte order mark, carriage returns, a template over several lines.
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const windows = sqliteTable(
  'windows',
  {
    id: integer('id')
      .primaryKey(),
    path: text('path').default('C:\\temp'), // it's a comment
    made: integer('made', { mode: 'timestamp' }).default(sql`(
      unixepoch()
    )`),
  },
  (t) => [check('path_is_long', sql`length(${t.path})
    > 2`)],
);
