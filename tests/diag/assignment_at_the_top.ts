import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text() });
  t.extra = text();
//^^^^^^^^^^^^^^^^ W104 weave does not evaluate this assignment expression: t.extra = text()
