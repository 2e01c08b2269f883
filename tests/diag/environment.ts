import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text().default(process.env.REGION),
//                  ^^^^^^^^^^^^^^^^^^ W105 "process.env.REGION" is not known before the program runs
  b: integer().default(Date.now()),
//                     ^^^^^^^^^^ W105 "Date.now()" is not known before the program runs
});
