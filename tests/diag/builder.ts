import { count, eq, sql } from 'drizzle-orm';
import { integer, QueryBuilder, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', { id: integer().primaryKey(), name: text() });
export const posts = sqliteTable('posts', { id: integer().primaryKey(), by: integer() });

export const a = sqliteView('a').as((qb) => qb.select({ id: posts.id }).from(users));
//                                                                ^^ W123 "id" is a column of "posts", which is no part of this query: join it first
export const b = sqliteView('b').as((qb) => qb.select({ n: count() }).from(users));
//                                                         ^^^^^^^ W123 "n" of a query is an expression without a name
export const c = sqliteView('c').as((qb) =>
  qb.select().from(users).innerJoin(posts, eq(posts.by, users.id)).innerJoin(posts, sql`1`));
//                                                                 ^^^^^^^^^ W123 "posts" is joined twice
export const d = sqliteView('d').as((qb) => qb.select().from(users).where(eq(users.nmae, 'x')));
//                                                                                 ^^^^ W113 table "users" has no "nmae"
export const e = sqliteView('e').as((qb) => qb.select().from(users).sortBy(users.name));
//                                                                  ^^^^^^ W123 a select has no "sortBy"
export const f = sqliteView('f').as(QueryBuilder().select().from(users));
//                                  ^^^^^^^^^^^^^^ W123 write new QueryBuilder()
export const g = sqliteView('g').as((qb) => qb.select().from(users).where(eq(users.id, sql.placeholder('id'))));
//                                                                                                     ^^^^ W114 a schema has no parameters
