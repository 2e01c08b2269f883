// Imports from the workspace's packages.
// @ts-nocheck: it runs all the same.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { stamps } from '@acme/shared';
import { ROLES } from '@acme/shared/constants';
import { KINDS } from '@acme/kinds';

export const t = sqliteTable('t', {
  id: integer('id').primaryKey(),
  role: text('role', { enum: ROLES }).default(ROLES[0]),
  kind: text('kind').default(KINDS[1]),
  ...stamps,
});
