// The names of unique indexes come of the table and the columns.
import { sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

export const userAccounts = sqliteTable(
  'user-accounts',
  { mailAddress: text().unique(), b: text('b b').unique(), c: text('c').unique('named'), d: text('d') },
  (t) => [unique().on(t.mailAddress, t.b), unique('also named').on(t.c, t.d), unique().on(t.d)],
);
