// An import of JSON.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import words from './words.json';

export const t = sqliteTable(words.table, { kind: text('kind').default(words.kinds[1]!), n: integer('n').default(words.limit) });
