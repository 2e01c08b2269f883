// schema.mjs TABLES - a schema of that many tables with twelve columns each, on standard
// output: a reference to the table before, a unique column, an enum, JSON, defaults, an index.

const tables = Number(process.argv[2]);
let out = `import { sql } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
`;
for (let i = 0; i < tables; i++)
  out += `
/** Table number ${i}. */
export const table${i} = sqliteTable('table_${i}', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  parentId: integer('parent_id').references(() => table${i ? i - 1 : 0}.id, { onDelete: 'cascade' }),
  email: text('email').notNull().unique(),
  status: text('status', { enum: ['active', 'pending', 'closed'] }).notNull().default('pending'),
  payload: text('payload', { mode: 'json' }).$type<{ tags: string[]; count: number }>(),
  amount: real('amount').notNull().default(0.5),
  enabled: integer('enabled', { mode: 'boolean' }).notNull().default(true),
  createdAt: integer('created_at', { mode: 'timestamp' }).notNull().default(sql\`(unixepoch())\`),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }),
  title: text('title', { length: 200 }).notNull(),
  note: text('note'),
  rank: integer('rank').notNull().default(${i}),
}, (t) => [index('table_${i}_status_rank_idx').on(t.status, t.rank)]);
`;
process.stdout.write(out);
