import { relations, sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { defineQuery, orderBy, when } from 'weave-orm';

export const users = sqliteTable('users', { id: integer().primaryKey(), name: text(), by: integer() });
export const posts = sqliteTable('posts', { id: integer().primaryKey(), by: integer(), title: text() });
export const seen = sqliteView('seen', { id: integer(), by: integer() }).as(sql`select id, by from posts`);
export const ofUsers = relations(users, ({ one, many }) => ({
  posts: many(posts),
  boss: one(users, { fields: [users.by], references: [users.id] }),
}));
export const ofPosts = relations(posts, ({ one }) => ({
  author: one(users, { fields: [posts.by], references: [users.id] }),
}));
const n = Number(process.env.N);
//               ^^^^^^^^^^^^^ W105 "process.env.N" is not known before the program runs

export const queries = {
  a: defineQuery((db) => db.query.user.findMany()),
//                                     ^^^^^^^^ W123 db.query has no table "user"
  b: defineQuery((db) => db.query.users.findMany({ with: { post: true } })),
//                                                         ^^^^ W123 "users" has no relation "post"
  c: defineQuery((db) => db.query.users.findMany({ columns: { naem: true } })),
//                                                            ^^^^ W113 the table of this level has no column "naem"
  d: defineQuery((db) => db.query.users.findMany({ columns: {} })),
//                                      ^^^^^^^^ W123 this level gives nothing
  e: defineQuery((db) => db.query.users.findMany({ with: { posts: { offset: 1 } } })),
//                                                                          ^ W123 only the query itself has an offset
  f: defineQuery((db) => db.query.users.findMany({ with: { boss: { offset: 1 } } })),
//                                                                         ^ W123 a relation to one row has no offset
  g: defineQuery((db) => db.query.users.findMany({ limit: 'many' })),
//                                                        ^^^^^^ W123 limit takes a number or sql.placeholder('name'), not a string
  h: defineQuery((db) => db.query.users.findMany({ limit: n })),
  i: defineQuery((db) => db.query.users.findMany({ where: 5 })),
//                                                        ^ W123 where takes a condition, not a number
  j: defineQuery((db) => db.query.users.findMany({ orderBy: ['name'] })),
//                                                           ^^^^^^ W123 orderBy takes columns and sql`...`, not a string
  k: defineQuery((db) => db.query.users.findMany({ orderBy: { name: 'up' } })),
//                                                                  ^^^^ W123 an order is 'asc' or 'desc', not a string
  l: defineQuery((db) => db.query.users.findMany({ extras: { up: 'upper(name)' } })),
//                                                               ^^^^^^^^^^^^^ W123 an extra is sql`...`.as('name'), not a string
  m: defineQuery((db) => db.query.users.findMany({ whre: sql`1` })),
//                                                 ^^^^ W110 a query has no option "whre"
  o: defineQuery((db) => db.query.users.findMany({ where: { name: { lke: 'x' } } })),
//                                                                  ^^^ W119 there is no condition "lke"
  p: defineQuery((db) => db.query.users.findOne()),
//                                      ^^^^^^^ W123 a table of db.query has no "findOne"
  r: defineQuery((db) => db.query.users.findMany({ orderBy: orderBy('sort', { id: users.id, name: users.name }) })),
//                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W124 a query with relations has no choices
  s: defineQuery((db) => db.query.users.findMany({ where: () => when('x', sql`1`) })),
//                                                              ^^^^^^^^^^^^^^^^^ W123 where takes a condition, not a fragment that depends on the caller
  q: defineQuery((db) => db.query.users),
//   ^^^^^^^^^^^ W104 the function given to defineQuery must return a query
};
