// A table that only the running program knows.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const t = sqliteTable('t', { id: integer().primaryKey() });
export const u = sqliteTable('u', { id: integer().primaryKey() });
const tables = { t, u };
export const queries = {
  a: defineQuery`SELECT id FROM ${sql.raw(process.env.TABLE!)}`,
  //                                      ^^^^^^^^^^^^^^^^^ W105 "process.env.TABLE" is not known
  //                                      ^^^^^^^^^^^^^^^^^ note options: 1. a query for each table, made by a function of yours that is called once for each; 2. a view of the tables, SELECT ... UNION ALL SELECT ..., with a column that says which
  b: defineQuery((db) => db.select().from(tables[process.env.T as 't'])),
  //                                             ^^^^^^^^^^^^^ W105 "process.env.T" is not known
  //                                             ^^^^^^^^^^^^^ note options: 1. a query for each table
  c: defineQuery((db) => db.select().from(t).leftJoin(tables[process.env.J as 'u'], sql`true`)),
  //                                                         ^^^^^^^^^^^^^ W105 "process.env.J" is not known
  //                                                         ^^^^^^^^^^^^^ note options: 1. a query for each table
  d: defineQuery((db) => db.delete(tables[process.env.D as 't'])),
  //                                      ^^^^^^^^^^^^^ W105 "process.env.D" is not known
  //                                      ^^^^^^^^^^^^^ note options: 1. a query for each table
};
