// differs from drizzle-kit: it writes the JSON of a blob as text, where drizzle-orm stores and weave reads bytes.
import { blob, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const blobs = sqliteTable('blobs', {
  id: integer().primaryKey(),
  object: blob({ mode: 'json' }).default({ a: 1 }),
});
