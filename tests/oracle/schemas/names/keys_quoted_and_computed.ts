// Keys in quotes, computed, and with signs.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const PREFIX = 'col';
const KEYS = { one: 'first' } as const;

export const t = sqliteTable('t', {
  'a-b': text(),
  "c d": integer(),
  [`${PREFIX}_x`]: text(),
  [PREFIX + 'Y']: text(),
  [KEYS.one]: text(),
  $dollar: text(),
  _under: text(),
  ünï: text(),
});
