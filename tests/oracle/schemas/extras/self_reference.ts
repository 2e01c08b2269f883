// A table that references itself.
import { type AnySQLiteColumn, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  id: integer('id').primaryKey(),
  parentId: integer('parent_id').references((): AnySQLiteColumn => t.id, { onDelete: 'cascade' }),
});
