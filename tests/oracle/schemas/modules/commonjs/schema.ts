// require and module.exports.
const { integer, sqliteTable } = require('drizzle-orm/sqlite-core');
const columns = require('./columns');

const t = sqliteTable('t', { id: integer('id').primaryKey(), name: columns.name });
module.exports = { t };
