// A module.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { stamps } from './nested/stamps.js';

export const users = sqliteTable('users', { id: integer('id').primaryKey(), ...stamps });
