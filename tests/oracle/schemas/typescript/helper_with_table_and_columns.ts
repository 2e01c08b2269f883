// A function that adds to the columns it is given.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

function entity<C extends Record<string, never>>(name: string, columns: C) {
  return sqliteTable(name, { id: text('id').primaryKey(), ...columns, createdAt: integer('created_at').notNull() });
}

export const a = entity('a', { name: text('name') } as never);
export const b = entity('b', {} as never);
