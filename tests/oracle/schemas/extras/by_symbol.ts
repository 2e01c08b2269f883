// A helper that asks a column's table for its name, as drizzle-orm itself does.
import { index, integer, sqliteTable, text, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core';

const named = (...columns: AnySQLiteColumn[]) => {
  const table = (columns[0].table as any)[Symbol.for('drizzle:Name')];
  return index(`${table}_${columns.map((column) => column.name).join('_')}_idx`);
};

export const users = sqliteTable(
  'users',
  { id: integer('id').primaryKey(), first: text('first_name'), last: text('last_name') },
  (t) => [named(t.first, t.last).on(t.first, t.last)],
);
