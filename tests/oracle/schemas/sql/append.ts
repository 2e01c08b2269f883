// sql's append.
import { and, sql } from 'drizzle-orm';
import { check, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: integer('a'), b: integer('b') }, (t) => {
  const rule = sql`${t.a} > 0`;
  rule.append(sql` and ${t.b} > 0`);
  return [check('one', rule)];
});
