// Queries whose caller chooses: each combination is a statement.
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery, orderBy, when } from 'weave-orm';

export const media = sqliteTable('media', {
  id: integer('id').primaryKey(),
  uri: text('uri').notNull(),
  width: integer('width'),
});

const order = orderBy('sort', { newest: sql`id DESC`, byUri: sql`uri` });

export const mediaQueries = {
  /** All of one width, in an order. */
  list: defineQuery`SELECT * FROM media WHERE width = ${'width'} ${order}`,
  /** What is found, perhaps by its name, perhaps by its size. */
  search: defineQuery`
    SELECT * FROM media
    WHERE true ${when('text', sql`AND uri LIKE ${'text'}`)} ${when('wide', sql`AND width > 1000`)}
    LIMIT ${'limit'}`,
  /** Forgets all of them, or the small ones. */
  forget: defineQuery`DELETE FROM media ${when('small', sql`WHERE width < ${'below'}`)}`,
};
