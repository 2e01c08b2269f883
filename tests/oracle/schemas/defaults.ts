// Defaults of every kind that drizzle-kit writes correctly.
import { sql } from 'drizzle-orm';
import { blob, integer, numeric, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const ROLE = 'reader';
const LIMITS = { page: 50, ratio: 0.25 } as const;
const DAY = 24 * 60 * 60;
const now = sql`(unixepoch())`;

export const defaults = sqliteTable('defaults', {
  word: text('word').default('FEED'),
  empty: text('empty').default('').notNull(),
  quote: text('quote').default("it's"),
  double: text('double').default('say "hi"'),
  lines: text('lines').default('one\ntwo\\n'),
  template: text('template').default(`role: ${ROLE}`),
  named: text('named').default(ROLE),
  zero: integer('zero').default(0),
  negative: integer('negative').default(-1),
  hex: integer('hex').default(0x10),
  grouped: integer('grouped').default(1_000_000),
  product: integer('product').default(DAY),
  member: integer('member').default(LIMITS.page),
  fraction: real('fraction').default(LIMITS.ratio),
  whole: real('whole').default(1.0),
  tiny: real('tiny').default(1e-7),
  huge: real('huge').default(1e21),
  yes: integer('yes', { mode: 'boolean' }).default(true),
  no: integer('no', { mode: 'boolean' }).notNull().default(false),
  list: text('list', { mode: 'json' }).default([]),
  object: text('object', { mode: 'json' }).default({ a: [1, true, null], b: 'x' }),
  json_text: text('json_text', { mode: 'json' }).default('[]'),
  expression: integer('expression').default(sql`(1 + 2)`),
  keyword: text('keyword').default(sql`CURRENT_TIMESTAMP`),
  shared: integer('shared', { mode: 'timestamp' }).notNull().default(now),
  call: text('call').default(sql`(lower(hex(randomblob(16))))`),
  raw: integer('raw').default(sql.raw('(7)')),
  moment: integer('moment', { mode: 'timestamp' }).defaultNow(),
  moment_ms: integer('moment_ms', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  price: numeric('price').default('9.99'),
  bytes: blob('bytes').default(sql`x'00ff'`),
  at_run_time: text('at_run_time').$defaultFn(() => crypto.randomUUID()),
  also_at_run_time: text('also_at_run_time')
    .notNull()
    .$default(() => 'x'),
  touched: integer('touched', { mode: 'timestamp' })
    .$onUpdate(() => new Date())
    .notNull(),
  none: text('none').default(undefined as unknown as string),
});
