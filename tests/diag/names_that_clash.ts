import { check, index, integer, primaryKey, sqliteTable, sqliteView, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { sql } from 'drizzle-orm';

export const a = sqliteTable('t', {
//                           ^^^ note the other one
  one: text('x'),
  two: text('X'),
//^^^ W115 two columns of this table are named "X"
});
export const b = sqliteTable('T', { a: text() });
//                           ^^^ W115 two tables are named "T"

export const c = sqliteTable('c', { id: integer(), name: text().unique() }, (t) => [
//                                                 ^^^^ note the other one
  index('i').on(t.id),
//^^^^^^^^^^ note the other one
  uniqueIndex('c_name_unique').on(t.id, t.name),
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W115 two indexes are named "c_name_unique"
  check('positive', sql`${t.id} > 0`),
  check('positive', sql`${t.id} >= 0`),
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W115 two checks of this table are named "positive"
]);
export const d = sqliteTable('d', { id: integer() }, (t) => [
  index('I').on(t.id),
//^^^^^^^^^^ W115 two indexes are named "I"
  unique('T').on(t.id),
//^^^^^^^^^^^ W115 an index and a table are named "T"
]);

export const v = sqliteView('C', { id: integer() }).as(sql`select id from c`);
//                          ^^^ W115 a view and a table are named "C"
export const w = sqliteView('w', { id: integer() }).existing();
export const x = sqliteView('W', { id: integer() }).as(sql`select id from c`);
//                          ^^^ W115 two views are named "W"
export const y = w;
