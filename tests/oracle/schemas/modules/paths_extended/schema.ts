// Paths of the tsconfig that this one extends.
// @ts-nocheck: it runs all the same.
import { sqliteTable } from 'drizzle-orm/sqlite-core';
import { id } from '@lib/columns';

export const t = sqliteTable('t', { id: id() });
