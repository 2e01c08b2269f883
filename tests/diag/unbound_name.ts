import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: txt('a'),
//   ^^^ W102 "txt" is bound nowhere
});
