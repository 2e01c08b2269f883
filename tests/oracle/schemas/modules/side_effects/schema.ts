// An import for its effects, and a directive.
'use strict';
import './effects';
import 'server-only';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey() });
