// A module in JavaScript, that requires its neighbour.
const { integer, sqliteTable } = require('drizzle-orm/sqlite-core');
const { users } = require('./users');

const posts = sqliteTable('posts', { by: integer('by').references(() => users.id) });
module.exports = { posts };
