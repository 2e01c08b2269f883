/**
 * foundframe: a personal archive of found things.
 *
 * Media files, bookmarks, posts and conversations are kept as they were found, people are
 * remembered beside them, and everything that passes by is entered once into TheStream™.
 *
 * The model of media and the queries about them stand at the end of this file, the others in queries.ts.
 */

import { sqliteTable, text, integer, primaryKey } from 'drizzle-orm/sqlite-core';
import { defineModel, defineQuery } from 'weave-orm';

// ---------------------------------------------------------------------------------------------
// TheStream™
// ---------------------------------------------------------------------------------------------

/** One thing that passed by, at the moment it was seen. */
export const thestream = sqliteTable('thestream', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  seenAt: integer('seen_at', { mode: 'timestamp_ms' }).notNull(), // when *we* saw it, not when it was made

  // What it was: exactly one of these five is set.
  personId: integer('person_id'),
  postId: integer('post_id'),
  mediaId: integer('media_id'),
  bookmarkId: integer('bookmark_id'),
  conversationId: integer('conversation_id'),

  directory: text('directory'), // the folder it came from, e.g. "photos/2024"; null if it didn't come from one
  kind: text('kind'), // 'media', 'post', ... ; what the hydrating query filters by
  contentHash: text('content_hash'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

// ---------------------------------------------------------------------------------------------
// What passes by
// ---------------------------------------------------------------------------------------------

/** Somebody who is remembered. */
export const person = sqliteTable('person', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  displayName: text('display_name').notNull(),
  handle: text('handle'), // "@ada", with whatever sigil her network's people use
  avatarMediaId: integer('avatar_media_id'),
  metadata: text('metadata', { mode: 'json' }), // { "did": "did:plc:…", "pronouns": "she/her" }
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** A text somebody wrote, in pieces. */
export const post = sqliteTable('post', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  bits: text('bits', { mode: 'json' }).notNull(), // [{ "text": "it's here" }, { "mediaId": 7 }]
  links: text('links', { mode: 'json' })
    .notNull()
    .default('[]'), // a JSON array's text, so that it isn't encoded twice
  contentHash: text('content_hash'),
  authorDid: text('author_did'),
  signature: text('signature'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** Where media come from: a directory, a feed, a device. */
export const mediaSource = sqliteTable('media_source', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  url: text('url').notNull(), // "file:///home/ada/photos"
  adapterType: text('adapter_type').notNull(), // 'directory'
  cursorState: text('cursor_state', { mode: 'json' }), // the adapter's own; null before the first poll
  capabilities: text('capabilities', { mode: 'json' }).notNull(), // ["list", "read"]
  config: text('config', { mode: 'json' }),
  lastPolledAt: integer('last_polled_at', { mode: 'timestamp_ms' }),
  lastError: text('last_error'),
  isActive: integer('is_active', { mode: 'boolean' })
    .notNull()
    .default(true),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** A picture, a sound, a film: one file, known by its content. */
export const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  contentHash: text('content_hash'),
  mimeType: text('mime_type').notNull(), // 'image/png'
  uri: text('uri').notNull(),
  width: integer('width'),
  height: integer('height'),
  durationMs: integer('duration_ms'), // of sounds and films only
  metadata: text('metadata', { mode: 'json' }), // whatever the file says about itself: { "camera": "…" }
  sourceId: integer('source_id').references(() => mediaSource.id),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** A page on the web, and why it was kept. */
export const bookmark = sqliteTable('bookmark', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  url: text('url').notNull(),
  title: text('title'),
  notes: text('notes'),
  creationContext: text('creation_context', { mode: 'json' }).notNull(), // { "via": "share-sheet" }
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

// ---------------------------------------------------------------------------------------------
// Conversations
// ---------------------------------------------------------------------------------------------

/** Something people said to each other, captured as a whole. */
export const conversation = sqliteTable('conversation', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  title: text('title'),
  content: text('content', { mode: 'json' }).notNull(), // { "entries": [{ "by": 1, "text": "hello" }] }
  captureTime: integer('capture_time', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  firstEntryTime: integer('first_entry_time', { mode: 'timestamp_ms' }),
  lastEntryTime: integer('last_entry_time', { mode: 'timestamp_ms' }),
  sourceUrl: text('source_url'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** Who took part. */
export const conversationParticipant = sqliteTable(
  'conversation_participant',
  {
    conversationId: integer('conversation_id')
      .notNull()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    personId: integer('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    role: text('role'), // "author", "guest", or nothing in particular
  },
  (table) => ({
    pk: primaryKey({ columns: [table.conversationId, table.personId] }),
  }),
);

/** What was shown in it. */
export const conversationMedia = sqliteTable(
  'conversation_media',
  {
    conversationId: integer('conversation_id')
      .notNull()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    mediaId: integer('media_id')
      .notNull()
      .references(() => media.id, { onDelete: 'cascade' }),
    context: text('context', { mode: 'json' }), // { "entry": 3 }
  },
  (table) => ({
    pk: primaryKey({ columns: [table.conversationId, table.mediaId] }),
  }),
);

// ---------------------------------------------------------------------------------------------
// Looking at it, and keeping it in step
// ---------------------------------------------------------------------------------------------

/** A saved way of looking at the stream; the views stand in a row, by viewIndex. */
export const view = sqliteTable('view', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  viewIndex: integer('view_index').notNull().unique(), // 0, 1, 2, ... without gaps
  label: text('label'),
  badge: text('badge').notNull().default('FEED'), // "FEED", "FACES", ... ; what's printed on the tab
  filters: text('filters', { mode: 'json' }).notNull(), // { "kinds": ["media"] }
  sortBy: text('sort_by').notNull().default('recent'),
  isPinned: integer('is_pinned', { mode: 'boolean' }).notNull().default(false),
  isTheStream: integer('is_thestream', { mode: 'boolean' }).notNull().default(false), // the one that can't be deleted
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** One exchange with another copy of a directory. */
export const syncLog = sqliteTable('sync_log', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  directory: text('directory').notNull(),
  startedAt: integer('started_at', { mode: 'timestamp_ms' }).notNull(),
  completedAt: integer('completed_at', { mode: 'timestamp_ms' }), // null: still running, or it never came back
  entriesPulled: integer('entries_pulled').default(0),
  entriesPushed: integer('entries_pushed').default(0),
  error: text('error'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** What the program wants to find again when it's started next. */
export const sessionState = sqliteTable('session_state', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** What was being written, one draft of each type. */
export const inputDraft = sqliteTable('input_draft', {
  type: text('type').primaryKey(), // 'post', 'bookmark', ...
  content: text('content').notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

/** Which version of this file a database was made for. */
export const schemaMeta = sqliteTable('schema_meta', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  version: integer('version').notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
});

// ---------------------------------------------------------------------------------------------
// Queries about media
// ---------------------------------------------------------------------------------------------

/** The media item with some content is the first that was found. */
export const mediaModel = defineModel(media, {
  selectOneBy: [{ columns: ['contentHash'], orderBy: { id: 'asc' } }],
});

export const mediaQueries = {
  /** One media item by its key: media_get() for those who write TypeScript, where models aren't called. */
  getById: defineQuery`SELECT * FROM media WHERE id = ${'id'}`,

  /** All media of one type, the newest first. */
  listByMimeType: defineQuery`
    SELECT * FROM media WHERE mime_type = ${'mimeType'} ORDER BY created_at DESC`,

  /** One media item and where it came from. */
  getWithSource: defineQuery`
    SELECT m.*, s.url AS source_url FROM media m
    JOIN media_source s ON m.source_id = s.id WHERE m.id = ${'id'}`,

  /** All media with their sources, in the order they were found. */
  listAll: defineQuery`
    SELECT m.id, m.mime_type, m.uri, m.width, m.height, m.duration_ms, m.created_at, s.url AS source_url
    FROM media m LEFT JOIN media_source s ON s.id = m.source_id
    ORDER BY m.id`,

  /** The media of these keys. */
  listByIds: defineQuery`SELECT * FROM media WHERE id IN ${'ids[]'} ORDER BY id`,

  /** How many media came from one source. */
  countBySource: defineQuery.one`
    SELECT count(*) AS total FROM media WHERE source_id = ${'sourceId'}`,

  /** How many media there are of each type. */
  countByMimeType: defineQuery`
    SELECT mime_type, count(*) AS total FROM media GROUP BY mime_type ORDER BY total DESC, mime_type`,

  /** Adds a media item unless its content is known already. No row says that it is. */
  createIfNew: defineQuery.optional`
    INSERT INTO media (content_hash, mime_type, uri, metadata, source_id)
    SELECT ${'contentHash: text'}, ${'mimeType'}, ${'uri'}, ${'metadata?'}, ${'sourceId?'}
    WHERE NOT EXISTS (SELECT 1 FROM media WHERE content_hash = ${'contentHash'})
    RETURNING id`,
};
