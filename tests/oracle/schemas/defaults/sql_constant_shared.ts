// One piece of SQL for many columns.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const now = sql`(unixepoch())`;
const stamps = { createdAt: integer('created_at').notNull().default(now), updatedAt: integer('updated_at').notNull().default(now) };

export const a = sqliteTable('a', { id: integer('id').primaryKey(), ...stamps });
export const b = sqliteTable('b', { id: integer('id').primaryKey(), ...stamps });
