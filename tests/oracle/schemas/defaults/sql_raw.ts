// sql.raw as a default.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const NOW = '(unixepoch())';

export const t = sqliteTable('t', { a: integer('a').default(sql.raw(NOW)), b: integer('b').default(sql.raw(`(${1 + 1})`)) });
