// A function that makes tables.
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const lookup = (name: string) =>
  sqliteTable(name, { id: integer('id').primaryKey(), label: text('label').notNull() }, (t) => [uniqueIndex(`${name}_label`).on(t.label)]);

export const colours = lookup('colours');
export const sizes = lookup('sizes');
