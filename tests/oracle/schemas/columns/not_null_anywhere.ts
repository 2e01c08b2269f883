// The order of the calls does not matter.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  a: text('a').notNull().default('x').unique(),
  b: text('b').unique().default('x').notNull(),
  c: text('c').default('x').$type<'x'>().notNull().unique(),
});
