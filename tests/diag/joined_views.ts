import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineView } from 'weave-orm';

export const user = sqliteTable('user', { id: integer().primaryKey(), name: text() });
export const mail = sqliteTable('mail', {
  id: integer().primaryKey(),
  from: integer().references(() => user.id),
  to: integer().references(() => user.id),
  name: text(),
});
export const part = sqliteTable('part', { mail: integer().references(() => mail.id) });
export const far = sqliteTable('far', { id: integer() });
const hidden = sqliteTable('hidden', { id: integer(), mail: integer().references(() => mail.id) });

export const a = defineView('a', { joins: [[part, mail], [user, far]], columns: ['mail'] });
//                                                       ^^^^^^^^^^^ W171 the chain of joins is disconnected: neither "user" nor "far" stands before
export const b = defineView('b', { joins: [[part, mail], [mail, part]], columns: ['mail'] });
//                                                       ^^^^^^^^^^^^ W171 "part" is joined already
export const c = defineView('c', { joins: [[mail, user]], columns: ['to'] });
//                                         ^^^^^^^^^^^^ W171 this join is ambiguous: 2 foreign keys lead from "mail" to "user" or back
export const d = defineView('d', { joins: [[mail, far]], columns: ['to'] });
//                                         ^^^^^^^^^^^ W171 no foreign key leads from "mail" to "far" or back
export const e = defineView('e', { joins: [[mail, user, mail.name]], columns: ['to'] });
//                                         ^^^^^^^^^^^^^^^^^^^^^^^ W171 no foreign key of this column leads from "mail" to "user" or back
export const f = defineView('f', { joins: [[mail, user, mail.to]], columns: ['name'] });
//                                                                           ^^^^^^ W171 "name" is ambiguous: it is in "mail" and in "user"
export const g = defineView('g', { joins: [[mail, user, mail.to]], columns: ['nmae'] });
//                                                                           ^^^^^^ W171 none of the joined tables has a column "nmae"
export const h = defineView('h', { joins: [[mail, user, mail.to]], columns: [mail.id, user.id] });
//                                                                                         ^^ W171 two columns of this view are named "id"
export const i = defineView('i', { joins: [[mail, user, mail.to]], columns: [far.id] });
//                                                                               ^^ W171 "id" is a column of "far", which is not joined
export const j = defineView('j', { joins: [], columns: ['id'] });
//                                        ^^ W171 defineView() wants its joins
export const k = defineView('k', { joins: [[mail]], columns: ['id'] });
//                                         ^^^^^^ W171 a join is of two tables
export const l = defineView('l', { joins: [[part, mail]], columns: {} });
//                                                                 ^^ W171 defineView() wants its columns
export const m = defineView('m', { joins: [[part, hidden]], columns: ['id'] });
//                                         ^^^^^^^^^^^^^^ W171 "hidden" is not a table that the schema exports
export const n = defineView('n', { join: [] });
//                                 ^^^^ W110 defineView() has no option "join"
