// An order by a name that only the running program knows.
import { desc, sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const t = sqliteTable('t', { id: integer().primaryKey(), size: integer() });
export const queries = {
  a: defineQuery`SELECT id FROM t ORDER BY ${sql.identifier(process.env.SORT!)}`,
  //                                                        ^^^^^^^^^^^^^^^^ W105 "process.env.SORT" is not known
  //                                                        ^^^^^^^^^^^^^^^^ note options: 1. orderBy('sort', { newest: sql`...`, name: sql`...` }): the caller chooses by a C enum, each order is a statement; 2. ORDER BY CASE ${'sort'} WHEN 'newest' THEN ... END, one statement without an index; 3. a query for each order
  b: defineQuery((db) => db.select().from(t).orderBy(desc(t[process.env.COLUMN as 'id']))),
  //                                                        ^^^^^^^^^^^^^^^^^^ W105 "process.env.COLUMN" is not known
  //                                                        ^^^^^^^^^^^^^^^^^^ note options: 1. orderBy(
};
