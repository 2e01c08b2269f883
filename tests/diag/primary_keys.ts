import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const two = sqliteTable('two', {
  id: integer().primaryKey(),
//^^ note the first one
  name: text().primaryKey(),
//^^^^ W114 a second primary key
});

export const both = sqliteTable('both', { id: integer().primaryKey({ autoIncrement: true }), name: text() }, (t) => [
  primaryKey({ columns: [t.id, t.name] }),
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W114 a second primary key
]);

export const single = sqliteTable('single', { id: integer().primaryKey(), name: text() }, (t) => [
  primaryKey({ columns: [t.name] }),
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W114 a second primary key
]);

export const twice = sqliteTable('twice', { a: integer(), b: integer() }, (t) => [
  primaryKey({ columns: [t.a, t.b] }),
  primaryKey({ columns: [t.b, t.a] }),
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W114 a second primary key
]);

// The same key once more is no second one.
export const again = sqliteTable('again', { id: integer().primaryKey() }, (t) => [primaryKey({ columns: [t.id] })]);

export const none = sqliteTable('none', {});
//                              ^^^^^^ W112 the table "none" has no columns
