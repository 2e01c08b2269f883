// as, satisfies, !, <T>, as const: said to the compiler alone.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const options = { mode: 'timestamp' } as const satisfies { mode: 'timestamp' };
const columns = { a: text('a')!, b: integer('b', options) as never } satisfies Record<string, unknown>;

export const t = sqliteTable('t' as const, { ...columns, c: (<never>text('c')) as never, d: (text('d') as never) });
