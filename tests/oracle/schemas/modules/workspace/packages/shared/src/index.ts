// Columns for all.
import { integer } from 'drizzle-orm/sqlite-core';

export const stamps = { createdAt: integer('created_at').notNull() };
