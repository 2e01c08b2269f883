import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const tag = sqliteTable('tag', {
  id: integer('id').primaryKey(),
  name: text('name').notNull().unique(),
  uses: integer('uses').notNull().default(0),
});

export const tagQueries = {
  proven: defineQuery`SELECT * FROM tag WHERE name = ${'name'}`,
  stated: defineQuery.optional`SELECT * FROM tag WHERE uses = ${'uses'}`,
  many: defineQuery`SELECT id, name FROM tag ORDER BY name`,
  sameColumns: defineQuery`SELECT id, name FROM tag WHERE uses > ${'uses'}`,
  create: defineQuery.one`INSERT INTO tag (name) VALUES (${'name'}) RETURNING id`,
  rename: defineQuery`UPDATE tag SET name = ${'name'} WHERE id = ${'id'} RETURNING *`,
  use: defineQuery`UPDATE tag SET uses = uses + 1 WHERE id = ${'id'}`,
  forget: defineQuery.exec`DELETE FROM tag WHERE uses = 0 RETURNING id`,
  countAll: defineQuery`SELECT count(*) AS n FROM tag`,
};
