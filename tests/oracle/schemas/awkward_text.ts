/* A block comment: sqliteTable('not_me', { id: integer('id') }); and an apostrophe: it's fine. */
import {
  sqliteTable, // "text", integer
  text,
  integer as int, // }
  primaryKey,
} from 'drizzle-orm/sqlite-core';

// export const gone = sqliteTable('gone', { id: int('id') });

export const /* here */ notes = sqliteTable(
  'notes', // { "json": "it's { unbalanced" }
  {
    id: int('id') // )
      .primaryKey({
        autoIncrement: true, // `${x}`
      }),
    body: text("body") /* ' */
      // a comment in the middle of a chain
      .notNull()

      .default('// not a comment'),
    "odd": text(`odd`),
    author: (text('author').notNull()),
    last: text('last')!,
  },
);

export const pairs = sqliteTable('pairs', { a: int('a').notNull(), b: int('b').notNull(), }, table => ({ pk: primaryKey({ columns: [table.a, table.b], }), }))

const unexported = sqliteTable('unexported', { id: int('id') });
export type Note = typeof notes.$inferSelect;
export const helper = (x: number): number => x + 1;
export { unexported as exportedLater };
