import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  id: integer().primaryKey({ autoIncremnt: true }),
//                           ^^^^^^^^^^^^ W110 primaryKey() has no option "autoIncremnt"
  a: text('a', { mod: 'json' }),
//               ^^^ W110 text() has no option "mod"
  b: integer('b', { mode: 'timestmp' }),
//                        ^^^^^^^^^^ W110 there is no mode "timestmp"
});
