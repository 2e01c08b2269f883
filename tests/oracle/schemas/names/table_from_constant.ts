// Table names from constants, members, templates and functions.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const NAMES = { users: 'app_users', posts: 'app_posts' } as const;
const VERSION = 2;
const named = (name: string) => `fn_${name}`;

export const a = sqliteTable(NAMES.users, { id: integer('id') });
export const b = sqliteTable(NAMES['posts'], { id: integer('id') });
export const c = sqliteTable(`things_v${VERSION}`, { id: integer('id') });
export const d = sqliteTable(named('x'), { id: integer('id') });
export const e = sqliteTable('con' + 'cat', { id: integer('id') });
