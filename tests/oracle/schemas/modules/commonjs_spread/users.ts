// A module.
// @ts-nocheck: it runs all the same.
const { integer, sqliteTable } = require('drizzle-orm/sqlite-core');

const users = sqliteTable('users', { id: integer('id').primaryKey() });
module.exports = { users };
