// Views that are written in SQL.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  age: integer('age'),
});

export const adults = sqliteView('adults', { id: integer('id'), name: text('name') }).as(
  sql`select id, name from users where age >= 18`,
);

export const named = sqliteView('named', { id: integer('id') }).as(
  sql`select ${users.id} from ${users} where ${users.name} <> ''`,
);

/** It is there already; nobody creates it. */
export const foreign = sqliteView('foreign_view', { id: integer('id') }).existing();
