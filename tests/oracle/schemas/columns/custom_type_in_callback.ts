// customType beside the builders of the callback.
import { customType, sqliteTable } from 'drizzle-orm/sqlite-core';

const upper = customType<{ data: string }>({ dataType: () => 'TEXT' });

export const t = sqliteTable('t', (t) => ({ a: upper(), b: t.text(), c: upper('d').notNull().unique() }));
