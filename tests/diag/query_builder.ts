import { eq, gt, sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

const t = sqliteTable('t', { id: integer().primaryKey(), at: text().$defaultFn(() => new Date().toISOString()) });
const other = sqliteTable('other', { id: integer() });
export const queries = {
  a: defineQuery((db) => db.select()),
//   ^^^^^^^^^^^ W104 the function given to defineQuery must return a query of the query builder, not a select without .from()
  b: defineQuery((db) => db.query.t.findMany()),
//                                  ^^^^^^^^ W123 db.query has no table "t": it has what the schema exports
  c: defineQuery((db) => db.insert(t).values({ id: 1 })),
//                          ^^^^^^ W105 the value of "at" is computed by the program
  d: defineQuery((db) => db.update(t).set({})),
//                                    ^^^ W123 there are no values to set
  e: defineQuery((db) => db.insert(t).set({ id: 1 })),
//                                    ^^^ W123 this statement has no set()
  f: defineQuery((db) => db.delete(t).values([])),
//                       ^^^^^^^^^^^^^^^^^^^^^^^ W105 what values() of a query gives is not known before the program runs
  g: defineQuery((db) => db.insert(t).select(db.select({ id: t.id }).from(t))),
//                                    ^^^^^^ W123 the select has not the fields of the table, in its order
  h: defineQuery((db) => db.select({ id: other.id }).from(t)),
//                                             ^^ W123 "id" is a column of "other", which is no part of this query
  i: defineQuery((db) => db.select().from(t).where(eq(t.at, '\0'))),
//                                                          ^^^^ W120 a string with a NUL cannot stand in SQL
  j: defineQuery((db) => db.delete('t')),
//                          ^^^^^^ W123 delete() takes a table, not a string
  k: defineQuery((db) => db.select().from(t).where(gt(t.id, sql.placeholder('a b')))),
//                                                                           ^^^ W121 "a b" is not a parameter
  l: defineQuery(7),
//   ^^^^^^^^^^^^^^ W104 write defineQuery`...`, or defineQuery((db) => ...)
};
