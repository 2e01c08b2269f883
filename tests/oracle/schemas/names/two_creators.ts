// Two creators side by side.
import { integer, sqliteTableCreator } from 'drizzle-orm/sqlite-core';

const a = sqliteTableCreator((name) => `a_${name}`);
const b = sqliteTableCreator((name) => `${name}_b`);

export const one = a('t', { id: integer('id').primaryKey() });
export const two = b('t', { id: integer('id').references(() => one.id) });
