// Columns without a name take their key's; so do those of the callback form.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const keyed = sqliteTable('keyed', {
  id: integer().primaryKey({ autoIncrement: true }),
  firstName: text().notNull(),
  kind: text({ enum: ['a', 'b'] }).default('a'),
  empty: text(''),
  'quoted key': text(),
  ['computed' + 'Key']: integer(),
  createdAt: integer({ mode: 'timestamp' }).default(sql`(unixepoch())`),
  2: integer('two'),
  1: integer('one'),
});

export const callback = sqliteTable('callback', (t) => ({
  id: t.integer().primaryKey(),
  title: t.text('the_title', { length: 80 }).notNull(),
  ratio: t.real().default(0.5),
  bytes: t.blob({ mode: 'buffer' }),
  amount: t.numeric(),
}));
