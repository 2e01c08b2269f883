/** The bench's work, as a user of weave would write it. */

import { sql } from 'drizzle-orm';
import { defineQuery } from 'weave-orm';

const columns = sql`id, uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at`;

export const benchQueries = {
  /** One media item by its key. */
  point: defineQuery`SELECT ${columns} FROM media WHERE id = ${'id'}`,

  /** The hundred media of a source. */
  list: defineQuery`SELECT ${columns} FROM media WHERE source_id = ${'sourceId'}`,

  /** All media. */
  scan: defineQuery`SELECT ${columns} FROM media`,

  /** Adds an upload. */
  insert: defineQuery.exec`
    INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at)
    VALUES (${'uri'}, ${'mimeType'}, ${'width'}, ${'height'}, ${'duration'}, ${'contentHash'}, ${'metadata'},
            ${'createdAt'}, ${'updatedAt'})`,

  /** Adds an upload, and gives its key. */
  insertReturning: defineQuery.one`
    INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at)
    VALUES (${'uri'}, ${'mimeType'}, ${'width'}, ${'height'}, ${'duration'}, ${'contentHash'}, ${'metadata'},
            ${'createdAt'}, ${'updatedAt'})
    RETURNING id`,

  /** One media item with its source. */
  join: defineQuery`
    SELECT m.id, m.uri, m.mime_type, m.width, m.height, m.duration, m.content_hash, m.metadata, m.created_at,
           m.updated_at, s.url AS source_url
    FROM media m JOIN media_source s ON s.id = m.source_id
    WHERE m.id = ${'id'}`,

  /** Changes a draft. */
  update: defineQuery`
    UPDATE draft SET width = ${'width'}, height = ${'height'}, metadata = ${'metadata'}, updated_at = ${'updatedAt'}
    WHERE id = ${'id'}`,

  /** A source, the parent of a hundred media. */
  source: defineQuery`SELECT id, url, name FROM media_source WHERE id = ${'id'}`,

  /** Media by a list of keys. */
  byKeys: defineQuery`SELECT ${columns} FROM media WHERE id IN ${'ids[]'}`,

  /** Fifty media, ... */
  parents: defineQuery`SELECT id, uri FROM media WHERE id BETWEEN ${'first'} AND ${'last'}`,

  /** ... with ten notes each. */
  children: defineQuery`SELECT id, body, created_at FROM note WHERE media_id = ${'mediaId'}`,

  /** Media of a source, of a type and of a width if these are given. */
  filter: defineQuery`
    SELECT ${columns} FROM media
    WHERE source_id = ${'sourceId'} AND (${'mimeType?'} IS NULL OR mime_type = ${'mimeType?'})
      AND (${'minWidth?'} IS NULL OR width >= ${'minWidth?'})`,
};
