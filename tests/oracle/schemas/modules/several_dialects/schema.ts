// Tables of other dialects in one file are not SQLite's.
import { mysqlTable, int as myInt } from 'drizzle-orm/mysql-core';
import { pgEnum, pgTable, serial, varchar } from 'drizzle-orm/pg-core';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const mood = pgEnum('mood', ['good', 'bad']);
export const pg = pgTable('pg', { id: serial('id').primaryKey(), name: varchar('name', { length: 20 }), mood: mood('mood') });
export const my = mysqlTable('my', { id: myInt('id').primaryKey() });
export const lite = sqliteTable('lite', { id: integer('id').primaryKey() });
