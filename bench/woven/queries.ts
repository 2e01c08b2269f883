/** The bench's work, as a user of weave would write it. */

import { between, eq, sql } from 'drizzle-orm';
import { defineQuery, when } from 'weave-orm';
import { media, mediaSource } from './schema';

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

  /** A source with its hundred media. */
  parent: defineQuery((db) => db.query.mediaSource.findFirst({
    columns: { id: true, url: true, name: true },
    where: eq(mediaSource.id, sql.placeholder('id')),
    with: { media: { columns: { sourceId: false } } },
  })),

  /** Media by a list of keys. */
  byKeys: defineQuery`SELECT ${columns} FROM media WHERE id IN ${'ids[]'}`,

  /** Fifty media, ... */
  parents: defineQuery`SELECT id, uri FROM media WHERE id BETWEEN ${'first'} AND ${'last'}`,

  /** ... with ten notes each. */
  children: defineQuery`SELECT id, body, created_at FROM note WHERE media_id = ${'mediaId'}`,

  /** Fifty media with ten notes each. */
  nested: defineQuery((db) => db.query.media.findMany({
    columns: { id: true, uri: true },
    where: between(media.id, sql.placeholder('first'), sql.placeholder('last')),
    with: { notes: { columns: { id: true, body: true, createdAt: true } } },
  })),

  /** Media of a source, of a type and of a width if these are given. */
  filter: defineQuery`
    SELECT ${columns} FROM media
    WHERE source_id = ${'sourceId'}
      ${when('mimeType', sql`AND mime_type = ${'mimeType'}`)}
      ${when('minWidth', sql`AND width >= ${'minWidth'}`)}`,
};
