// PostgreSQL's.
import { pgTable, serial } from 'drizzle-orm/pg-core';

export const users = pgTable('users', { id: serial('id').primaryKey() });
export const posts = pgTable('posts', { id: serial('id').primaryKey() });
