// Columns from arrow functions.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const id = () => integer('id').primaryKey({ autoIncrement: true });
const named = (name: string) => text(name).notNull();

export const t = sqliteTable('t', { id: id(), a: named('a'), b: named('b').unique() });
