// getTableName and a table's names in strings.
import { getTableName } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const p = sqliteTable('people', { id: integer('id').primaryKey(), name: text('full_name') });
export const t = sqliteTable(`${getTableName(p)}_log`, {
  id: integer('id').primaryKey(),
  about: text(`${p.name.name}_of`),
});
