// Comments everywhere, ASI, trailing commas.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A table. */
export const t = /* made by */ sqliteTable(
  // its name
  't', // and columns:
  {
    /* the key */ id: integer(/* named */ 'id').primaryKey(/* nothing */),
    a: text('a') // no comma in a comment, here
      // and the chain goes on
      .notNull(),
  },
)
export const u = sqliteTable('u', { id: integer('id') })
;[1].forEach(() => {})
