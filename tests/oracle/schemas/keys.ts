// Primary keys: of one column, of several, named, in either form of the third argument.
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const counted = sqliteTable('counted', { id: integer('id').primaryKey({ autoIncrement: true }) });
export const plain = sqliteTable('plain', { id: integer('id').primaryKey(), name: text('name') });
export const worded = sqliteTable('worded', { slug: text('slug').primaryKey().notNull() });

export const pair = sqliteTable(
  'pair',
  { left: integer('left').notNull(), right: text('right').notNull(), note: text('note') },
  (table) => ({
    pk: primaryKey({ columns: [table.left, table.right] }),
  }),
);

export const namedPair = sqliteTable(
  'named_pair',
  { left: integer('left').notNull(), right: integer('right') },
  (t) => [primaryKey({ name: 'the_pair', columns: [t.right, t.left] })],
);

export const lonely = sqliteTable('lonely', { a: text('a'), b: text('b') }, ({ b }) => [primaryKey({ columns: [b] })]);

export const keyless = sqliteTable('keyless', { a: text('a') });
