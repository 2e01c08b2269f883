// A nameless builder keeps the key of the first table.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const shared = integer();

export const a = sqliteTable('a', { first: shared });
export const b = sqliteTable('b', { second: shared });
