// One prefix for all tables; derived names follow it.
import { integer, sqliteTableCreator, text, unique } from 'drizzle-orm/sqlite-core';

const PREFIX = 'shop';
export const createTable = sqliteTableCreator((name) => `${PREFIX}_${name}`);

export const customer = createTable('customer', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  email: text('email').unique(),
});

export const order = createTable(
  'order',
  { id: integer('id').primaryKey(), customerId: integer('customer_id').references(() => customer.id), day: text('day') },
  (t) => [unique().on(t.customerId, t.day)],
);
