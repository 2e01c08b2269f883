// Paths of the tsconfig that this one extends.
import { sqliteTable } from 'drizzle-orm/sqlite-core';
import { id } from '@lib/columns';

export const t = sqliteTable('t', { id: id() });
