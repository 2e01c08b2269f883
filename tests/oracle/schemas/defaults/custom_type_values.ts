// A custom type's default is written as it is given, not as its driver would.
import { sql } from 'drizzle-orm';
import { customType, sqliteTable } from 'drizzle-orm/sqlite-core';

const tags = customType<{ data: string[]; driverData: string }>({ dataType: () => 'text', toDriver: (value) => value.join(',') });

export const t = sqliteTable('t', { a: tags('a').default(['x', 'y']), b: tags('b').default(sql`''`) });
