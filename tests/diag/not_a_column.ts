import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  aa: 5,
//^^ W110 "aa" is not a column: it is a number
  bb: { c: text() },
//^^ W110 "bb" is not a column: it is an object
});
