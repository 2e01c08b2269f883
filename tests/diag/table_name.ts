import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('', {});
//                           ^^ W112 the name of a table is empty
export const b = sqliteTable(5, {});
//                           ^ W112 the name of a table must be a string, not a number
