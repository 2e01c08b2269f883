// Functions that only run in the application, beside the tables.
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a') });
export const open = (file: string) => drizzle(file, { schema: { t } });
export async function find(db: ReturnType<typeof open>, id: number) {
  for await (const row of [await db.select().from(t).where(eq(t.id, id))]) return row;
  return db.run(sql`select ${id}`);
}
export function* ids() {
  yield* [1, 2, 3];
}
export type Row = typeof t.$inferSelect;
