/**
 * A column of every type there is, each NOT NULL and nullable, and queries that put every type in as a
 * parameter and as a list.
 */

import { sql } from 'drizzle-orm';
import { blob, customType, integer, numeric, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

/** By its affinity: text. */
const isoDate = customType<{ data: string }>({ dataType: () => 'varchar(10)' });

/** No affinity that says anything, so it can hold anything. */
const anything = customType<{ data: unknown }>({ dataType: () => '' });

export const every = sqliteTable('every', {
  id: integer('id').primaryKey(),

  n: integer('n').notNull(),
  flag: integer('flag', { mode: 'boolean' }).notNull(),
  at: integer('at', { mode: 'timestamp' }).notNull(),
  atMs: integer('at_ms', { mode: 'timestamp_ms' }).notNull(),
  ratio: real('ratio').notNull(),
  words: text('words').notNull(),
  kind: text('kind', { enum: ['low', 'in-progress', 'two words', '"quoted"'] as const }).notNull(),
  doc: text('doc', { mode: 'json' }).notNull(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
  big: blob('big', { mode: 'bigint' }).notNull(),
  blobDoc: blob('blob_doc', { mode: 'json' }).notNull(),
  amount: numeric('amount').notNull(),
  amountBig: numeric('amount_big', { mode: 'bigint' }).notNull(),
  amountText: numeric('amount_text', { mode: 'string' }).notNull(),
  day: isoDate('day').notNull(),
  loose: anything('loose').notNull(),

  nOpt: integer('n_opt'),
  flagOpt: integer('flag_opt', { mode: 'boolean' }),
  atOpt: integer('at_opt', { mode: 'timestamp' }),
  atMsOpt: integer('at_ms_opt', { mode: 'timestamp_ms' }),
  ratioOpt: real('ratio_opt'),
  wordsOpt: text('words_opt'),
  kindOpt: text('kind_opt', { enum: ['low', 'high'] as const }),
  docOpt: text('doc_opt', { mode: 'json' }),
  bytesOpt: blob('bytes_opt', { mode: 'buffer' }),
  bigOpt: blob('big_opt', { mode: 'bigint' }),
  blobDocOpt: blob('blob_doc_opt', { mode: 'json' }),
  amountOpt: numeric('amount_opt'),
  amountBigOpt: numeric('amount_big_opt', { mode: 'bigint' }),
  amountTextOpt: numeric('amount_text_opt', { mode: 'string' }),
  dayOpt: isoDate('day_opt'),
  looseOpt: anything('loose_opt'),
});

/** Everything has a default. */
export const given = sqliteTable(
  'given',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    n: integer('n').notNull().default(7),
    flag: integer('flag', { mode: 'boolean' }).notNull().default(true),
    ratio: real('ratio').notNull().default(1.5),
    words: text('words').notNull().default("it's"),
    kind: text('kind', { enum: ['low', 'high'] as const }).notNull().default('high'),
    doc: text('doc', { mode: 'json' }).notNull().default({ a: [1] }),
    sum: integer('sum').notNull().default(sql`(40 + 2)`),
    nOpt: integer('n_opt').default(-1),
    parent: integer('parent'),
  },
  (t) => [uniqueIndex('given_n_words').on(t.n, t.words)],
);

/** The name of a column that C keeps for itself. */
export const word = sqliteTable('word', {
  class: text('class').primaryKey(),
  int: integer('int').notNull(),
});

export const everyQueries = {
  /** One of everything. */
  insert: defineQuery.one`
    INSERT INTO every (n, flag, at, at_ms, ratio, words, kind, doc, bytes, big, blob_doc, amount, amount_big,
                       amount_text, day, loose, n_opt, flag_opt, at_opt, at_ms_opt, ratio_opt, words_opt, kind_opt,
                       doc_opt, bytes_opt, big_opt, blob_doc_opt, amount_opt, amount_big_opt, amount_text_opt,
                       day_opt, loose_opt)
    VALUES (${'n'}, ${'flag'}, ${'at'}, ${'atMs'}, ${'ratio'}, ${'words'}, ${'kind'}, ${'doc'}, ${'bytes'}, ${'big'},
            ${'blobDoc'}, ${'amount'}, ${'amountBig'}, ${'amountText'}, ${'day'}, ${'loose: any'}, ${'nOpt'}, ${'flagOpt'},
            ${'atOpt'}, ${'atMsOpt'}, ${'ratioOpt'}, ${'wordsOpt'}, ${'kindOpt'}, ${'docOpt'}, ${'bytesOpt'},
            ${'bigOpt'}, ${'blobDocOpt'}, ${'amountOpt'}, ${'amountBigOpt'}, ${'amountTextOpt'}, ${'dayOpt'},
            ${'looseOpt: any?'})
    RETURNING *`,

  getById: defineQuery`SELECT * FROM every WHERE id = ${'id'}`,
  listAll: defineQuery`SELECT * FROM every ORDER BY id`,
  listWords: defineQuery`SELECT id, words FROM every ORDER BY id`,
  total: defineQuery`SELECT count(*) AS n FROM every`,

  /** How many rows there are, and what the numbers of the list are. */
  byN: defineQuery`SELECT id FROM every WHERE n IN ${'ns[]'} ORDER BY id`,
  byFlag: defineQuery`SELECT id FROM every WHERE flag IN ${'flags[]'} ORDER BY id`,
  byAt: defineQuery`SELECT id FROM every WHERE at IN ${'ats[]'} ORDER BY id`,
  byRatio: defineQuery`SELECT id FROM every WHERE ratio IN ${'ratios[]'} ORDER BY id`,
  byWords: defineQuery`SELECT id FROM every WHERE words IN ${'words[]'} ORDER BY id`,
  byKind: defineQuery`SELECT id FROM every WHERE kind IN ${'kinds[]'} ORDER BY id`,
  byDoc: defineQuery`SELECT id FROM every WHERE doc IN ${'docs[]'} ORDER BY id`,
  byBytes: defineQuery`SELECT id FROM every WHERE bytes IN ${'bytes[]'} ORDER BY id`,
  byBig: defineQuery`SELECT id FROM every WHERE big IN ${'bigs[]'} ORDER BY id`,
  byBlobDoc: defineQuery`SELECT id FROM every WHERE blob_doc IN ${'docs[]'} ORDER BY id`,
  byAmount: defineQuery`SELECT id FROM every WHERE amount IN ${'amounts[]'} ORDER BY id`,
  byAmountBig: defineQuery`SELECT id FROM every WHERE amount_big IN ${'amounts[]'} ORDER BY id`,
  byAmountText: defineQuery`SELECT id FROM every WHERE amount_text IN ${'amounts[]'} ORDER BY id`,
  byDay: defineQuery`SELECT id FROM every WHERE day IN ${'days[]'} ORDER BY id`,

  /** How long a list is, whatever the table holds. */
  countList: defineQuery.one`
    -- @col n int not null
    SELECT count(*) AS n FROM every WHERE NOT n IN ${'ns: int[]'}`,

  byLoose: defineQuery`SELECT id FROM every WHERE loose = ${'loose: any'} ORDER BY id`,

  /** What it is given. */
  echo: defineQuery`
    SELECT ${'value: any?'} AS value, ${'words: text'} AS words, ${'bytes: blob?'} AS bytes, ${'ratio: real?'} AS ratio`,

  setWords: defineQuery`UPDATE every SET words = ${'words'}, kind_opt = ${'kindOpt?'} WHERE id >= ${'from: int'}`,
  remove: defineQuery`DELETE FROM every WHERE id = ${'id'}`,
};

export const givenQueries = {
  insertDefaults: defineQuery`INSERT INTO given DEFAULT VALUES RETURNING *`,
  insert: defineQuery`INSERT INTO given (n, words, parent) VALUES (${'n'}, ${'words'}, ${'parent?'})`,

  /** Stated to be one row, which nothing proves. */
  oneByWords: defineQuery.one`SELECT * FROM given WHERE words = ${'words'}`,
  optionalByWords: defineQuery.optional`SELECT id, n FROM given WHERE words = ${'words'}`,
  getByKey: defineQuery`SELECT n, words FROM given WHERE n = ${'n'} AND words = ${'words'}`,
  manyById: defineQuery.many`SELECT * FROM given WHERE id = ${'id'}`,
  children: defineQuery`SELECT * FROM given WHERE parent IS ${'parent?'} ORDER BY id`,

  removeReturning: defineQuery`DELETE FROM given WHERE parent IS ${'parent?'} RETURNING id, words`,
  bump: defineQuery.exec`UPDATE given SET n = n + 1 WHERE id IN ${'ids[]'} RETURNING n`,
  total: defineQuery`SELECT count(*) AS n FROM given`,
};

export const wordQueries = {
  upsert: defineQuery`
    INSERT INTO word (class, int) VALUES (${'class'}, ${'int'})
    ON CONFLICT (class) DO UPDATE SET int = excluded.int`,
  get: defineQuery`SELECT * FROM word WHERE class = ${'class'}`,
};
