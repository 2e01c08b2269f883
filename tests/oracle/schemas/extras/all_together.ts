// Everything in one table.
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const p = sqliteTable('p', { id: text('id').primaryKey() });
export const t = sqliteTable(
  't',
  {
    id: text('id').notNull(),
    n: integer('n').notNull().default(0).unique(),
    p: text('p').references(() => p.id, { onDelete: 'cascade' }),
    g: integer('g').generatedAlwaysAs(sql`n * 2`, { mode: 'stored' }),
  },
  (t) => ({
    pk: primaryKey({ columns: [t.id, t.n] }),
    i: index('t_i').on(t.p, t.n),
    u: uniqueIndex('t_u').on(sql`lower(${t.id})`).where(sql`${t.n} > 0`),
    q: unique().on(t.p, t.g),
    f: foreignKey({ columns: [t.id], foreignColumns: [p.id] }),
    c: check('t_c', sql`${t.n} >= 0`),
  }),
);
