// A file that describes databases of several kinds: SQLite's tables are taken.
import { boolean, pgEnum, pgTable, pgTableCreator, serial, text as pgText } from 'drizzle-orm/pg-core';
//       ^^^^^^^ note a part of what comes from here
import * as mysql from 'drizzle-orm/mysql-core';
import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const appTable = pgTableCreator((name) => `app_${name}`);

export const role = pgEnum('role', ['reader', 'writer']);
export const users = pgTable('users', { id: serial('id').primaryKey(), role: role('role').notNull() });
export const accounts = appTable('accounts', { id: serial().primaryKey(), of: pgText().references(() => users.id) });
//           ^^^^^^^^ W118 4 exports of PostgreSQL are not taken: accounts, role, users, usersRelations
export const usersRelations = relations(users, ({ many }) => ({ accounts: many(accounts) }));

export const orders = mysql.mysqlTable('orders', { id: mysql.int().autoincrement() });
//           ^^^^^^ W118 1 export of MySQL is not taken: orders

export const notes = sqliteTable('notes', {
  id: integer().primaryKey(),
  done: boolean(),
//      ^^^^^^^^^ W103 "boolean" is PostgreSQL's: it comes from "drizzle-orm/pg-core"
//^^^^ note needed here, as a column
  role: text({ enum: role.enumValues }),
//                   ^^^^^^^^^^^^^^^ W103 "pgEnum" is PostgreSQL's: it comes from "drizzle-orm/pg-core"
});
