// What when() and orderBy() cannot be.
import { relations, sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { defineQuery, orderBy, when } from 'weave-orm';

export const t = sqliteTable('t', { id: integer().primaryKey() });
export const ofT = relations(t, () => ({}));
const outside = when('outside', sql`${t.id} > 3`);
export const queries = {
  a: defineQuery`SELECT 1 ${when('x')}`,
  //                        ^^^^^^^^^ W104 when() takes a name and sql`...`, not undefined
  b: defineQuery`SELECT 1 ${when('x: int', sql`+ 1`)}`,
  //                             ^^^^^^^^ W121 "x: int" is not a name: a choice has no type and no mark
  c: defineQuery`SELECT 1 ${orderBy('x', { one: 'id' })}`,
  //                                            ^^^^ W104 each order of orderBy() is sql`...`, not a string
  d: defineQuery`SELECT 1 ${orderBy('x', { one: sql`1` })} ${orderBy('x', { two: sql`1` })}`,
  //                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W124 two choices of this query are called "x" and are not the same
  e: defineQuery((db) => db.select().from(t).where(sql`true and ${outside}`)),
  //                                                              ^^^^^^^ W124 a choice cannot stand here
  f: defineQuery((db) => db.query.t.findMany({ where: when('x', sql`${t.id} > 3`) })),
  //                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^ W124 a query with relations has no choices
};
