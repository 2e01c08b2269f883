// A table as a default export, and a default import of a constant.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import names, { suffix } from './names';

export default sqliteTable(names.users, { id: integer('id').primaryKey(), [suffix]: text() });
