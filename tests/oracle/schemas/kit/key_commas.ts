// differs from drizzle-kit: it joins the columns of a key by commas, and splits them again.
import { foreignKey, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const parent = sqliteTable('parent', { id: integer(), comma: text('a,b') }, (t) => [
  primaryKey({ columns: [t.id, t.comma] }),
]);

export const child = sqliteTable('child', { id: integer(), comma: text('a,b') }, (t) => [
  foreignKey({ columns: [t.id, t.comma], foreignColumns: [parent.id, parent.comma] }).onDelete('cascade'),
]);
