// casing: snake_case
import { integer, sqliteTableCreator, text } from 'drizzle-orm/sqlite-core';

const createTable = sqliteTableCreator((name) => `app_${name}`);

export const userAccounts = createTable('userAccounts', { accountId: integer().primaryKey(), mailAddress: text().notNull().unique() });
