// A function that makes custom types.
import { customType, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const sortOf = (name: string) => customType<{ data: string }>({ dataType: () => `text(${name.length})` });

const five = sortOf('abcde');

export const t = sqliteTable('t', { a: five('a'), b: sortOf('xy')('b') });
