// A default export.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const things = sqliteTable('things', { id: integer('id').primaryKey() });
export default things;
