// Every builder in every mode.
import { blob, int, integer, numeric, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const everything = sqliteTable('everything', {
  plain: integer('plain'),
  short: int('short'),
  number: integer('number', { mode: 'number' }).notNull(),
  flag: integer('flag', { mode: 'boolean' }),
  seconds: integer('seconds', { mode: 'timestamp' }),
  millis: integer('millis', { mode: 'timestamp_ms' }),
  ratio: real('ratio').notNull(),
  words: text('words'),
  short_words: text('short_words', { length: 20 }),
  document: text('document', { mode: 'json' }),
  typed: text('typed', { mode: 'json' }).$type<{ tags: string[] }>().notNull(),
  limited_document: text('limited_document', { mode: 'json', length: 10 } as { mode: 'json' }),
  bytes: blob('bytes'),
  buffer: blob('buffer', { mode: 'buffer' }),
  big: blob('big', { mode: 'bigint' }),
  blob_document: blob('blob_document', { mode: 'json' }),
  amount: numeric('amount'),
  amount_number: numeric('amount_number', { mode: 'number' }),
  amount_big: numeric('amount_big', { mode: 'bigint' }),
});
