// require and module.exports.
// @ts-nocheck: it runs all the same.
const { integer, sqliteTable } = require('drizzle-orm/sqlite-core');
const columns = require('./columns');

const t = sqliteTable('t', { id: integer('id').primaryKey(), name: columns.name });
module.exports = { t };
