import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('a', { id: integer().primaryKey() });
export const b = sqliteTable('b', {
  one: integer().references(() => a.idd),
//                                  ^^^ W113 table "a" has no "idd"
  two: integer().references(() => a),
//     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W113 references() must lead to a column, not to the table
  three: integer().references(a.id),
//                              ^^ W113 references() takes a function: () => table.column
});
