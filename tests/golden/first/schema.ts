import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

/** A picture, a sound, a film. */
export const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** A URL, or a path below the library's directory. */
  uri: text('uri').notNull(),
  mimeType: text('mime_type').notNull(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  title: text('title'),
});

export const mediaQueries = {
  /** One media item by its key. */
  getById: defineQuery`SELECT * FROM media WHERE id = ${'id'}`,
  listByMimeType: defineQuery`
    SELECT * FROM media
    WHERE mime_type = ${'mimeType'} AND created_at > ${'after'}
    ORDER BY created_at DESC`,
};
