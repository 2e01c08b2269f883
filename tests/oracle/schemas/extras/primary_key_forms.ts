// Composite primary keys: of two, of three, named, of one, in the old form.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const columns = () => ({ a: text('a'), b: integer('b').notNull(), c: text('c').notNull() });

export const one = sqliteTable('one', columns(), (t) => [primaryKey({ columns: [t.a, t.b] })]);
export const two = sqliteTable('two', columns(), (t) => ({ pk: primaryKey({ name: 'two_key', columns: [t.c, t.b, t.a] }) }));
export const three = sqliteTable('three', columns(), (t) => [primaryKey({ columns: [t.b] })]);
export const four = sqliteTable('four', columns(), (t) => ({ pk: primaryKey(t.a, t.c) }));
export const five = sqliteTable('five', columns(), (t) => [primaryKey({ columns: [t.a] })]);
