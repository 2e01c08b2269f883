// SQL from a function.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const ago = (days: number) => sql.raw(`(unixepoch() - ${days * 86400})`);

export const t = sqliteTable('t', { a: integer('a').default(ago(1)), b: integer('b').default(ago(7)) });
