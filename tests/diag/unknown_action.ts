import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  id: integer().primaryKey(),
  up: integer().references(() => t.id, { onDelete: 'casade' }),
//                                                 ^^^^^^^^ W110 there is no action "casade"
});
