// The columns of another table, as names.
import { getTableColumns } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const p = sqliteTable('p', { id: integer('id').primaryKey(), name: text('full_name') });

export const people = p;
export const t = sqliteTable('t', {
  names: text('names').default(Object.keys(getTableColumns(p)).join()),
  columns: text('columns').default(Object.values(getTableColumns(p)).map((c) => c.name).join()),
});
