import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

const a = b + 'x';
//    ^ W105 the value of "a" needs itself
const b = a + 'y';
export const t = sqliteTable(b, { a: text() });
