import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const post = sqliteTable('post', {
  id: integer('id').primaryKey(),
  title: text('title'),
  kind: text('kind', { enum: ['note', 'link'] }).notNull(),
  body: text('body', { mode: 'json' }).notNull(),
  pinned: integer('pinned', { mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
});

export const postQueries = {
  listByIds: defineQuery`SELECT * FROM post WHERE id IN ${'ids[]'}`,
  listByKinds: defineQuery`SELECT * FROM post WHERE kind IN ${'kinds[]'}`,
  listBetween: defineQuery`
    SELECT * FROM post
    WHERE created_at >= ${'from'} AND (${'to: timestamp_ms?'} IS NULL OR created_at < ${'to'})
    LIMIT ${'limit: int'}`,
  /** More than four parameters are named in a struct. */
  create: defineQuery.exec`
    INSERT INTO post (title, kind, body, pinned, created_at)
    VALUES (${'title?'}, ${'kind'}, ${'body'}, ${'pinned'}, ${'createdAt'})`,
};
