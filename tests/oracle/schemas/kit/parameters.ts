// differs from drizzle-kit: it leaves a ? where a value stands in a check, an index or a generated column.
import { and, between, eq, gt, inArray, isNotNull, like, ne, or, sql } from 'drizzle-orm';
import { blob, check, index, integer, numeric, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const LIMIT = 150;

export const jobs = sqliteTable(
  'jobs',
  {
    id: integer().primaryKey(),
    state: text({ enum: ['open', "won't", 'done'] }).notNull(),
    active: integer({ mode: 'boolean' }),
    at: integer({ mode: 'timestamp' }),
    price: real(),
    amount: numeric({ mode: 'number' }),
    tags: text({ mode: 'json' }),
    big: blob({ mode: 'bigint' }),
    doubled: integer().generatedAlwaysAs(sql`id * ${2}`),
  },
  (t) => [
    index('open_jobs').on(t.at).where(eq(t.state, 'open')),
    index('others').on(t.at).where(and(ne(t.state, "won't"), eq(t.active, true), isNotNull(t.at))!),
    index('some').on(t.at).where(or(inArray(t.state, ['open', 'done']), between(t.id, 1, LIMIT))!),
    index('recent').on(t.at).where(gt(t.at, new Date(1_700_000_000_000))),
    index('scaled').on(sql`price * ${1.5}`),
    check('limited', sql`${t.id} < ${LIMIT}`),
    check('like_this', like(t.state, '%o%')),
    check('of_numeric', gt(t.amount, 5)),
    check('of_json', ne(t.tags, 'x')),
    check('of_null', sql`${t.price} is not ${null}`),
    check('in_a_list', sql`${t.state} in ${['open', "won't", 'done']}`),
  ],
);
