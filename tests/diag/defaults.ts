import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';

const other = sqliteTable('other', { id: integer() });

export const t = sqliteTable('t', {
  column: integer().default(sql`${other.id}`),
//                          ^^^^^^^^^^^^^^^^ W114 a default cannot name a column or a table
  name: text().default(sql`${sql.identifier('x')}`),
//                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^ W114 a default cannot name a column or a table
  number: integer().default(NaN),
//                          ^^^ W105 a number cannot be the default of a column
  f: integer().default((() => 1) as never),
//                      ^^^^^^^ W105 a function cannot be the default of a column
});
