// A function that calls itself.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const joined = (n: number): string => (n === 0 ? 'x' : `${joined(n - 1)}${n}`);

export const t = sqliteTable(joined(4), { a: text('a') });
