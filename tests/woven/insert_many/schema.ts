// Every kind of member that a row to be inserted can have, in two tables: of more than 16 columns
// none is inserted at once.
import { sql } from 'drizzle-orm';
import { blob, integer, numeric, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const kinds = sqliteTable('kinds', {
  id: integer().primaryKey(),
  n: integer().notNull(),
  nDefault: integer('n_default').default(7),
  flag: integer({ mode: 'boolean' }).notNull(),
  flagOpt: integer('flag_opt', { mode: 'boolean' }),
  at: integer({ mode: 'timestamp' }).notNull().default(sql`(unixepoch())`),
  ratio: real().notNull(),
  ratioOpt: real('ratio_opt'),
  words: text().notNull(),
  wordsOpt: text('words_opt'),
  kind: text({ enum: ['link', 'image'] }).notNull(),
  kindOpt: text('kind_opt', { enum: ['link', 'image'] }),
  mark: integer().unique(),
});
export const packed = sqliteTable('packed', {
  id: integer().primaryKey(),
  bytes: blob({ mode: 'buffer' }).notNull(),
  bytesOpt: blob('bytes_opt', { mode: 'buffer' }),
  big: blob({ mode: 'bigint' }).notNull(),
  bigOpt: blob('big_opt', { mode: 'bigint' }),
  doc: blob({ mode: 'json' }).notNull(),
  docOpt: blob('doc_opt', { mode: 'json' }),
  amount: numeric({ mode: 'string' }).notNull(),
  amountOpt: numeric('amount_opt', { mode: 'string' }),
});
// One column too many for it: two of them are a member more.
export const wide = sqliteTable('wide', {
  id: integer().primaryKey(), a: integer().notNull(), b: integer(), c: integer(), d: integer(),
  e: integer(), f: integer(), g: integer(), h: integer(), i: integer(), j: integer(),
  k: integer(), l: integer(), m: integer(), n: integer().default(1), o: integer(),
});

export const note = sqliteTable('note', {
  id: integer().primaryKey(),
  title: text().notNull(),
  body: text(),
});
