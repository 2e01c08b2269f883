// drizzle-kit refuses: a bigint as a default
import { blob, integer, numeric, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  id: integer().primaryKey(),
  amount: numeric({ mode: 'bigint' }).default(12345678901234567890n),
  big: blob({ mode: 'bigint' }).default(10n),
});
