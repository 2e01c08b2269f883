// What runs in the application reaches no DDL, whatever it is.
import { randomUUID } from 'node:crypto';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const make = () => `id_${Math.random().toString(36).slice(2)}`;

export const t = sqliteTable('t', {
  a: text('a').primaryKey().$defaultFn(() => randomUUID()),
  b: text('b').$defaultFn(randomUUID),
  c: text('c').$default(make),
  d: integer('d', { mode: 'timestamp' }).$defaultFn(() => new Date()).notNull(),
  e: text('e').$defaultFn(function () {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    for (const byte of bytes) if (byte > 7) return `${byte}`;
    return 'none';
  }),
});
