// Only exported tables count, and not those inside objects.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

const hidden = sqliteTable('hidden', { id: integer('id').primaryKey() });
export const schema = { nested: sqliteTable('nested', { id: integer('id').primaryKey() }) };
export const list = [sqliteTable('listed', { id: integer('id').primaryKey() })];
export const seen = sqliteTable('seen', { id: integer('id').primaryKey() });
export const again = seen;
export const make = () => sqliteTable('made', { id: integer('id').primaryKey() });
export { hidden as shown };
export const { nested: taken } = schema;
export const [first] = list;
