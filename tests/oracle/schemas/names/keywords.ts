// Names that are SQL's own words.
import { type AnySQLiteColumn, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const select = sqliteTable('select', {
  from: text('from'),
  where: integer('where').primaryKey(),
  order: integer('order').references((): AnySQLiteColumn => group.group),
  index: text('index').unique(),
});
export const group = sqliteTable('group', { group: integer('group').primaryKey(), table: text('table') }, (t) => [index('by').on(t.table)]);
