// One table under several names is one table.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', { id: integer().primaryKey(), name: text().unique() });
export const people = users;
export { users as members };
export default users;

export const tables = { users, people };
