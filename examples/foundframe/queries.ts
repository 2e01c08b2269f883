/**
 * foundframe's models and queries about everything but media, a group for each kind of thing.
 *
 * What every table gives (insert, get, patch, delete, ...) isn't written here, and what a table gives when it
 * is asked is asked of its model. The queries are the rest: joins and counts, what touches one row only
 * if another says so, and changes that can't be made without saying when.
 *
 * Where a query interpolates a table or a column instead of writing its name, a renamed column
 * is found by the TypeScript compiler; where it doesn't, weave finds it.
 */

import { sql } from 'drizzle-orm';
import { defineModel, defineQuery } from 'weave-orm';
import {
  bookmark,
  conversationMedia,
  conversationParticipant,
  inputDraft,
  mediaSource,
  person,
  post,
  schemaMeta,
  sessionState,
  syncLog,
  view,
} from './schema';

/** What of a person stands in a list. */
const personColumns = sql`p.id, p.display_name, p.handle, p.avatar_media_id`;

/** The source of a URL is the oldest, if there are several; a scan visits the active ones. */
export const mediaSourceModel = defineModel(mediaSource, {
  selectOneBy: [{ columns: ['url'], orderBy: { id: 'asc' } }],
  selectBy: [{ columns: ['isActive'], orderBy: { id: 'asc' } }],
});

/** The sources media come from, and how far each has been read. */
export const mediaSourceQueries = {
  /** All sources, each with the number of its media. */
  listAll: defineQuery`
    SELECT s.id, s.url, s.adapter_type, s.is_active, s.last_polled_at, s.last_error,
           (SELECT count(*) FROM media m WHERE m.source_id = s.id) AS media_count
    FROM media_source s
    ORDER BY s.id`,

  /** How far a source has been read. */
  getCursor: defineQuery`SELECT cursor_state, last_polled_at FROM media_source WHERE id = ${'id'}`,

  /** The directory adapter's cursor, taken apart; all zero and empty before the first scan. */
  readCursor: defineQuery`
    SELECT coalesce(CAST(cursor_state ->> 'since' AS INTEGER), 0) AS since,
           coalesce(CAST(cursor_state ->> 'started' AS INTEGER), 0) AS started,
           coalesce(CAST(cursor_state ->> 'after' AS TEXT), '') AS after
    FROM media_source WHERE id = ${'id'}`,

  /** Remembers how far a source has been read, and that nothing is wrong with it. */
  updateCursor: defineQuery.exec`
    UPDATE media_source
    SET cursor_state = ${'cursorState?'}, last_polled_at = ${'lastPolledAt'}, last_error = NULL,
        updated_at = ${'lastPolledAt'}
    WHERE id = ${'id'}`,

  /** Remembers why a source couldn't be read; its cursor stays where it was. */
  setError: defineQuery.exec`
    UPDATE media_source
    SET last_error = ${'lastError'}, last_polled_at = ${'now: timestamp_ms'}, updated_at = ${'now'}
    WHERE id = ${'id'}`,

  /** Turns a source on or off. */
  setActive: defineQuery.exec`
    UPDATE media_source SET is_active = ${'isActive'}, updated_at = ${'now'}
    WHERE id = ${'id'}`,

  /** Forgets a source that no media came from. */
  remove: defineQuery.exec`
    DELETE FROM media_source
    WHERE id = ${'id'} AND NOT EXISTS (SELECT 1 FROM media WHERE source_id = ${'id'})`,
};

/** A page's first bookmark, and the newest of all, a page at a time. */
export const bookmarkModel = defineModel(bookmark, {
  selectOneBy: [{ columns: ['url'], orderBy: { id: 'asc' } }],
  selectRange: [{ createdAt: 'desc', id: 'desc' }],
});

/** Pages kept from the web. */
export const bookmarkQueries = {
  /** Bookmarks that say something like it. The pattern is LIKE's, in lower case; a backslash escapes. */
  searchByKeyword: defineQuery`
    SELECT * FROM ${bookmark}
    WHERE lower(${bookmark.url}) LIKE ${'pattern'} ESCAPE '\\'
       OR lower(${bookmark.title}) LIKE ${'pattern'} ESCAPE '\\'
       OR lower(${bookmark.notes}) LIKE ${'pattern'} ESCAPE '\\'
    ORDER BY created_at DESC, id DESC`,
};

/** Somebody, remembered. */
export const personQueries = {
  /** The person a decentralised identifier belongs to. */
  getByDid: defineQuery.optional`
    SELECT * FROM person WHERE metadata ->> 'did' = ${'did: text'} ORDER BY id LIMIT 1`,

  /** People by the alphabet. */
  listByName: defineQuery`
    SELECT ${personColumns} FROM ${person} p ORDER BY lower(p.display_name), p.id LIMIT ${'limit'}`,

  /** People whose name or handle is like it. The pattern is LIKE's, in lower case; a backslash escapes. */
  search: defineQuery`
    SELECT ${personColumns} FROM ${person} p
    WHERE lower(p.display_name) LIKE ${'pattern'} ESCAPE '\\'
       OR lower(p.handle) LIKE ${'pattern'} ESCAPE '\\'
    ORDER BY lower(p.display_name), p.id
    LIMIT ${'limit'}`,

  /** A person with the picture that shows them. */
  getWithAvatar: defineQuery`
    SELECT p.*, m.uri AS avatar_uri
    FROM person p LEFT JOIN media m ON m.id = p.avatar_media_id
    WHERE p.id = ${'id'}`,

  /** Changes what is given and keeps the rest. */
  edit: defineQuery.optional`
    UPDATE person
    SET display_name = coalesce(${'displayName?'}, display_name),
        handle = coalesce(${'handle?'}, handle),
        avatar_media_id = coalesce(${'avatarMediaId?'}, avatar_media_id),
        metadata = coalesce(${'metadata?'}, metadata),
        updated_at = ${'now'}
    WHERE id = ${'id'}
    RETURNING *`,
};

/** What one author wrote, the newest first. */
export const postModel = defineModel(post, {
  selectBy: [{ columns: ['authorDid'], orderBy: { createdAt: 'desc', id: 'desc' } }],
});

/** Texts, in pieces. */
export const postQueries = {
  create: defineQuery.one`
    INSERT INTO post (bits, links, content_hash, author_did, signature)
    VALUES (${'bits'}, ${'links'}, ${'contentHash?'}, ${'authorDid?'}, ${'signature?'})
    RETURNING id, created_at`,

  /** The posts of a span of time: its beginning belongs to it, its end doesn't. */
  listBetween: defineQuery`
    SELECT * FROM post
    WHERE created_at >= ${'from'} AND created_at < ${'to'}
    ORDER BY created_at, id`,

  /** How many posts a span of time has. */
  countBetween: defineQuery.one`
    SELECT count(*) AS total FROM post
    WHERE created_at >= ${'from'} AND created_at < ${'to'}`,

  /** Posts with a piece of text that contains the keyword, letter for letter but for its case. */
  searchByKeyword: defineQuery`
    SELECT * FROM post
    WHERE EXISTS (
      SELECT 1 FROM json_each(post.bits) AS bit
      WHERE instr(lower(bit.value ->> 'text'), lower(${'keyword'})) > 0)
    ORDER BY created_at DESC, id DESC
    LIMIT ${'limit'}`,

  /** Changes what is given and keeps the rest. */
  edit: defineQuery.exec`
    UPDATE post
    SET bits = coalesce(${'bits?'}, bits),
        links = coalesce(${'links?'}, links),
        signature = coalesce(${'signature?'}, signature),
        updated_at = ${'now'}
    WHERE id = ${'id'}`,
};

/** Somebody took part, something was shown: saying so twice is no mistake. */
export const conversationParticipantModel = defineModel(conversationParticipant, { insertOrIgnore: true });
export const conversationMediaModel = defineModel(conversationMedia, { insertOrIgnore: true });

/** What people said to each other. */
export const conversationQueries = {
  /** The conversations, each with how many took part and how much was shown. */
  listRecent: defineQuery`
    SELECT c.id, c.title, c.capture_time, c.source_url,
           (SELECT count(*) FROM conversation_participant cp WHERE cp.conversation_id = c.id) AS participants,
           (SELECT count(*) FROM conversation_media cm WHERE cm.conversation_id = c.id) AS shown
    FROM conversation c
    ORDER BY c.capture_time DESC, c.id DESC
    LIMIT ${'limit'} OFFSET ${'offset'}`,

  /** Changes what is given and keeps the rest. */
  edit: defineQuery.exec`
    UPDATE conversation
    SET title = coalesce(${'title?'}, title),
        content = coalesce(${'content?'}, content),
        last_entry_time = coalesce(${'lastEntryTime?'}, last_entry_time),
        updated_at = ${'now'}
    WHERE id = ${'id'}`,

  /** Who took part in one conversation. */
  listParticipants: defineQuery`
    SELECT cp.role, ${personColumns}
    FROM conversation_participant cp JOIN person p ON p.id = cp.person_id
    WHERE cp.conversation_id = ${'conversationId'}
    ORDER BY p.display_name, p.id`,

  /** Who took part in any of these conversations: one statement for a whole page of them. */
  listParticipantsOf: defineQuery`
    SELECT cp.conversation_id, cp.role, ${personColumns}
    FROM conversation_participant cp JOIN person p ON p.id = cp.person_id
    WHERE cp.conversation_id IN ${'conversationIds[]'}
    ORDER BY cp.conversation_id, p.display_name, p.id`,

  /** What was shown in one conversation. */
  listMedia: defineQuery`
    SELECT cm.context, m.id, m.mime_type, m.uri
    FROM conversation_media cm JOIN media m ON m.id = cm.media_id
    WHERE cm.conversation_id = ${'conversationId'}
    ORDER BY m.id`,
};

/** What an entry of the stream is, in the words of the table it stands in. One row, whatever it is. */
const streamEntry = sql`
  SELECT t.id, t.seen_at, t.kind, t.directory,
         t.person_id, p.display_name AS person_name,
         t.post_id, po.bits AS post_bits,
         t.media_id, m.mime_type AS media_type, m.uri AS media_uri,
         t.bookmark_id, b.url AS bookmark_url, b.title AS bookmark_title,
         t.conversation_id, c.title AS conversation_title
  FROM thestream t
  LEFT JOIN person p ON p.id = t.person_id
  LEFT JOIN post po ON po.id = t.post_id
  LEFT JOIN media m ON m.id = t.media_id
  LEFT JOIN bookmark b ON b.id = t.bookmark_id
  LEFT JOIN conversation c ON c.id = t.conversation_id`;

/** The entries between two moments, either of which may be open. */
const streamSpan = sql`
  (${'from?'} IS NULL OR t.seen_at >= ${'from?'})
  AND (${'to?'} IS NULL OR t.seen_at < ${'to?'})`;

/** TheStream™: everything that passed by, in order. */
export const streamQueries = {
  /** The newest entries of a span of time, complete, a page at a time. */
  listNewest: defineQuery`
    ${streamEntry}
    WHERE ${streamSpan}
    ORDER BY t.seen_at DESC, t.id DESC
    LIMIT ${'limit'} OFFSET ${'offset'}`,

  /** The oldest entries of a span of time, complete, a page at a time. */
  listOldest: defineQuery`
    ${streamEntry}
    WHERE ${streamSpan}
    ORDER BY t.seen_at, t.id
    LIMIT ${'limit'} OFFSET ${'offset'}`,

  /** The newest entries of these kinds: a page is full as long as there are enough of them. */
  listByKinds: defineQuery`
    ${streamEntry}
    WHERE t.kind IN ${'kinds[]'} AND ${streamSpan}
    ORDER BY t.seen_at DESC, t.id DESC
    LIMIT ${'limit'}`,

  /** How many entries a span of time has. */
  countBetween: defineQuery.one`
    SELECT count(*) AS total FROM thestream t WHERE ${streamSpan}`,

  /** How many entries of these kinds a span of time has. */
  countByKinds: defineQuery.one`
    SELECT count(*) AS total FROM thestream t WHERE t.kind IN ${'kinds[]'} AND ${streamSpan}`,
};

/** Views stand in a row; one of them is that of everything. */
export const viewModel = defineModel(view, {
  orderBy: { viewIndex: 'asc' },
  selectOneBy: [{ columns: ['isTheStream'], orderBy: { id: 'asc' } }],
});

/**
 * Saved ways of looking at the stream.
 *
 * They are numbered 0, 1, 2, ... without gaps, and no two may have one number at any moment. To renumber
 * them, inside one transaction: `park` moves all of them below zero, then `place` gives each its number,
 * or `settle` numbers them as they were, without the gaps.
 */
export const viewQueries = {
  /** Adds a view after the last. */
  create: defineQuery.one`
    INSERT INTO view (view_index, label, badge, filters, sort_by, is_pinned)
    SELECT count(*), ${'label?'}, coalesce(${'badge?'}, 'FEED'), ${'filters'},
           coalesce(${'sortBy?'}, 'recent'), ${'isPinned'}
    FROM view
    RETURNING *`,

  /** Makes the view of everything, unless it is there. */
  ensureTheStream: defineQuery.exec`
    INSERT INTO view (view_index, label, filters, is_pinned, is_thestream)
    SELECT (SELECT count(*) FROM view), 'TheStream™', '{}', true, true
    WHERE NOT EXISTS (SELECT 1 FROM view WHERE is_thestream)`,

  /** Changes what is given and keeps the rest. */
  edit: defineQuery.optional`
    UPDATE view
    SET label = coalesce(${'label?'}, label),
        badge = coalesce(${'badge?'}, badge),
        filters = coalesce(${'filters?'}, filters),
        sort_by = coalesce(${'sortBy?'}, sort_by),
        is_pinned = coalesce(${'isPinned?'}, is_pinned),
        updated_at = ${'now'}
    WHERE id = ${'id'}
    RETURNING *`,

  /** Deletes a view, but neither a pinned one nor the view of everything. */
  remove: defineQuery.exec`DELETE FROM view WHERE id = ${'id'} AND NOT is_pinned AND NOT is_thestream`,

  park: defineQuery.exec`UPDATE view SET view_index = -1 - view_index`,

  place: defineQuery.exec`
    UPDATE view SET view_index = ${'viewIndex'}, updated_at = ${'now'} WHERE id = ${'id'}`,

  settle: defineQuery.exec`
    UPDATE view
    SET view_index = settled.place
    FROM (SELECT id, row_number() OVER (ORDER BY view_index DESC) - 1 AS place FROM view) AS settled
    WHERE settled.id = view.id`,
};

/** Exchanges that began and never ended. */
export const syncLogModel = defineModel(syncLog, {
  selectWhere: {
    unfinished: { where: sql`${syncLog.completedAt} IS NULL`, orderBy: { startedAt: 'asc', id: 'asc' } },
  },
});

/** Exchanges with other copies of a directory. */
export const syncQueries = {
  /** Writes down how an exchange ended. */
  finish: defineQuery.exec`
    UPDATE sync_log
    SET completed_at = ${'completedAt'}, entries_pulled = ${'entriesPulled'}, entries_pushed = ${'entriesPushed'},
        error = ${'error?'}
    WHERE id = ${'id'}`,

  /** The last exchanges of a directory. */
  listByDirectory: defineQuery`
    SELECT * FROM sync_log WHERE directory = ${'directory'} ORDER BY started_at DESC, id DESC LIMIT ${'limit'}`,

  /** What all exchanges of a directory moved. */
  totals: defineQuery.one`
    SELECT coalesce(sum(entries_pulled), 0) AS pulled, coalesce(sum(entries_pushed), 0) AS pushed
    FROM sync_log WHERE directory = ${'directory'}`,
};

/** What the program wants to find again. */
export const sessionQueries = {
  write: defineQuery.exec`
    INSERT INTO ${sessionState} (key, value, updated_at) VALUES (${'key'}, ${'value'}, ${'now'})
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
};

/** What was being written. */
export const draftQueries = {
  save: defineQuery.exec`
    INSERT INTO ${inputDraft} (type, content, updated_at) VALUES (${'type'}, ${'content'}, ${'now'})
    ON CONFLICT (type) DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at`,
};

/** Which version of the schema a database was made for. */
export const schemaMetaQueries = {
  /** The version, or no row in a new database. */
  version: defineQuery.optional`SELECT version FROM ${schemaMeta} ORDER BY id DESC LIMIT 1`,

  setVersion: defineQuery.exec`
    INSERT INTO schema_meta (id, version, updated_at) VALUES (1, ${'version'}, ${'now'})
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, updated_at = excluded.updated_at`,
};
