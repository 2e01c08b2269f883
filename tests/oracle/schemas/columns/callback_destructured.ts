// The columns as a callback whose argument is taken apart.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', ({ integer, text: words }) => ({ id: integer().primaryKey(), name: words('full_name', { length: 80 }) }));
