import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('t', {
  one: text('x'),
  two: text('X'),
//^^^ W115 two columns of this table are named "X"
});
export const b = sqliteTable('T', { a: text() });
//                           ^^^ W115 two tables are named "T"
export const c = sqliteTable('c', { one: text('x'), two: integer('x') });
//                                                  ^^^ W115 two columns of this table are named "x"
