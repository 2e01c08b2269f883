// A column.
const { text } = require('drizzle-orm/sqlite-core');
exports.name = text('name').notNull();
