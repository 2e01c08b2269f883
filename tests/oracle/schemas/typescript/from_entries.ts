// Columns from map and Object.fromEntries.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const DAYS = ['mon', 'tue', 'wed'] as const;

export const t = sqliteTable('t', {
  id: integer('id').primaryKey(),
  ...Object.fromEntries(DAYS.map((day) => [day, integer(`on_${day}`, { mode: 'boolean' }).notNull().default(false)])),
});
