import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

const a = b + 'x';
const b = a + 'y';
//    ^ W105 the value of "b" needs itself
export const t = sqliteTable(b, { a: text() });
