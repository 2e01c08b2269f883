import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').defaultNow(),
//             ^^^^^^^^^^ W111 defaultNow() fits only an integer in timestamp or timestamp_ms mode
  b: text('b').primaryKey({ autoIncrement: true }),
//                                         ^^^^ W111 only an integer column can be autoIncrement
});
