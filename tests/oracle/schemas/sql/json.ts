// JSON functions and operators.
import { sql } from 'drizzle-orm';
import { check, index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text('a', { mode: 'json' }), b: text('b') }, (t) => [
  check('one', sql`json_valid(${t.a})`),
  index('two').on(sql`${t.a} ->> '$.kind'`),
  check('three', sql`json_type(${t.a}) = 'object'`),
]);
