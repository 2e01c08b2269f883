// Imports of types, of packages that are not there.
// @ts-nocheck: it runs all the same.
import type { Missing } from 'not-installed';
import { type AlsoMissing } from 'not-installed-either';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Local } from './nowhere';

export const t = sqliteTable('t', {
  id: integer('id').primaryKey(),
  a: text('a', { mode: 'json' }).$type<Missing>(),
  b: text('b').$type<AlsoMissing | Local>(),
});
