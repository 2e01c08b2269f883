// differs from drizzle-kit: it writes a Date as its JSON, whatever the mode of the column.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const times = sqliteTable('times', {
  id: integer().primaryKey(),
  seconds: integer({ mode: 'timestamp' }).default(new Date(0)),
  millis: integer({ mode: 'timestamp_ms' })
    .notNull()
    .default(new Date('2024-02-29T12:34:56.789Z')),
  before: integer({ mode: 'timestamp' }).default(new Date(-1500)),
});
