// Imports from tsconfig's baseUrl.
// @ts-nocheck: it runs all the same.
import { sqliteTable } from 'drizzle-orm/sqlite-core';
import { id } from 'shared/columns';

export const t = sqliteTable('t', { id: id() });
