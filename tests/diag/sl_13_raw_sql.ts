// SQL that only the running program knows.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const t = sqliteTable('t', { id: integer().primaryKey() });
export const queries = {
  a: defineQuery`SELECT id FROM t WHERE ${sql.raw(process.argv[2])}`,
  //                                              ^^^^^^^^^^^^ W105 "process.argv" is not known
  //                                              ^^^^^^^^^^^^ note options: 1. a parameter, ${'name'}, for a value; 2. when('name', sql`...`) for a part that may be there or not; 3. your own SQLite call on weave_handle(db), which nobody judges
  b: defineQuery((db) => db.select().from(t).where(sql.raw(process.env.FILTER!))),
  //                                                       ^^^^^^^^^^^^^^^^^^ W105 "process.env.FILTER" is not known
  //                                                       ^^^^^^^^^^^^^^^^^^ note options: 1. a parameter
};
