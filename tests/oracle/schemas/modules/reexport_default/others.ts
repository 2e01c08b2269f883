// Another.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export default sqliteTable('others', { id: integer('id').primaryKey() });
