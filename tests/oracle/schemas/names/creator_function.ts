// A table creator whose function is declared, and has a body.
import { integer, sqliteTableCreator } from 'drizzle-orm/sqlite-core';

function prefixed(name: string): string {
  const parts = ['x', name];
  return parts.join('_');
}

export const createTable = sqliteTableCreator(prefixed);
export const users = createTable('users', { id: integer('id').primaryKey() });
