import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { getTableColumns } from 'drizzle-orm';

export const a = sqliteTable('a', {
  x: text(),
//^ W110 "x" is a column of another table already
});
export const b = sqliteTable('b', { ...getTableColumns(a) });
export const c = sqliteTable('c', { ...getTableColumns(7) });
//                                     ^^^^^^^^^^^^^^^^^^ W110 this takes a table, not a number
