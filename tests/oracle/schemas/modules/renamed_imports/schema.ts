// Imports under other names.
import { integer as int64, sqliteTable as table, text as words } from 'drizzle-orm/sqlite-core';
import { id as key, default as extra, LIMIT as L } from './columns';

export const t = table('t', { id: key(), name: words('name', { length: L }), n: int64('n'), extra });
