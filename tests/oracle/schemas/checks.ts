// Check constraints.
import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const LIMIT = 150;

export const person = sqliteTable(
  'person',
  { age: integer('age'), name: text('name').notNull(), kind: text('kind') },
  (table) => [
    check('age_is_sane', sql`${table.age} between 0 and 150`),
    check('name_is_given', sql`length(${table.name}) > 0`),
    check('kind_is_known', sql`${table.kind} in ('it''s', 'human', '(other)')`),
    check('age_is_limited', sql`${table.age} < ${sql.raw(String(LIMIT))}`),
  ],
);

export const other = sqliteTable('other', { a: integer('a'), b: integer('b') }, (t) => ({
  ordered: check('a_before_b', sql`${t.a} <= ${t.b}`),
}));
