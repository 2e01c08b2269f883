// Dates that are known: in JSON, and as the text and the number they give.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const EPOCH = new Date(0);

export const t = sqliteTable('t', {
  a: text('a', { mode: 'json' }).default({ at: new Date(86400000) }),
  b: text('b', { mode: 'json' }).default(['2020-02-29T12:34:56.789Z', new Date('2020-02-29T12:34:56.789Z')]),
  c: text('c').default(EPOCH.toISOString()),
  d: integer('d').default(Date.UTC(2001, 1, 3)),
  e: integer('e').default(new Date('2024-01-01').getTime()),
});
