// Columns several tables share, and helpers that make them.
import { sql } from 'drizzle-orm';
import { integer, text } from 'drizzle-orm/sqlite-core';

export const timestamps = {
  createdAt: integer('created_at', { mode: 'timestamp' }).notNull().default(sql`(unixepoch())`),
  updatedAt: integer('updated_at', { mode: 'timestamp' }),
};

export function id() {
  return integer('id').primaryKey({ autoIncrement: true });
}

export const label = (name: string, fallback = 'none') => text(name).notNull().default(fallback);

export const MAX_LENGTH = 40;
