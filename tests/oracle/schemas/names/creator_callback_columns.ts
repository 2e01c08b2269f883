// A table creator with a columns callback.
import { sqliteTableCreator } from 'drizzle-orm/sqlite-core';

const createTable = sqliteTableCreator((name) => name.toUpperCase());

export const users = createTable('users', (d) => ({ id: d.integer().primaryKey(), name: d.text({ length: 256 }).unique() }));
