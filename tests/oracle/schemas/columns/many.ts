// A table of many columns.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable(
  't',
  Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`c${i}`, i % 3 ? text(`c_${i}`) : integer(`c_${i}`).notNull()])),
);
