// A module of a folder.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { users } from '../users.js';
import { stamps } from './stamps.js';

export const posts = sqliteTable('posts', { by: integer('by').references(() => users.id), ...stamps });
