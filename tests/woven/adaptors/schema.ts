// What foundframe's seven adaptors ran, each query once, over its own schema.
//
// They filtered behind LIMIT, counted without the filter, read one row at a time, and
// renumbered views outside of a transaction, past a unique index; none of that is here.
import { and, asc, count, desc, eq, or, sql } from 'drizzle-orm';
import { type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { defineQuery, orderBy, when } from 'weave-orm';
import {
  bookmark, conversation, conversationMedia, conversationParticipant, media, person, post, thestream, view,
} from '../../../examples/foundframe/schema';

export {
  bookmark, conversation, conversationMedia, conversationParticipant, media, mediaSource, person, post, thestream,
  view,
} from '../../../examples/foundframe/schema';

const p = sql.placeholder;
const contains = (column: unknown) => sql`lower(${column}) LIKE '%' || lower(${'keyword'}) || '%'`;

// What every entity has.
const getById = (table: typeof bookmark) => defineQuery((db) => db.select().from(table).where(eq(table.id, p('id'))).limit(1));
const remove = (table: typeof bookmark) => defineQuery((db) => db.delete(table).where(eq(table.id, p('id'))));

export const bookmarkQueries = {
  create: defineQuery.one((db) =>
    db.insert(bookmark).values({ url: p('url'), title: p('title'), notes: p('notes'), creationContext: p('creationContext') }).returning()),
  getById: getById(bookmark),
  /** Changes what is given. */
  update: defineQuery`
    UPDATE bookmark SET id = id${when('url', sql`, url = ${'url'}`)}${when('title', sql`, title = ${'title'}`)}${
      when('notes', sql`, notes = ${'notes'}`)}${when('context', sql`, creation_context = ${'creationContext'}`)}
    WHERE id = ${'id'}`,
  remove: remove(bookmark),
  getByUrl: defineQuery((db) => db.select().from(bookmark).where(eq(bookmark.url, p('url'))).limit(1)),
  /** NULL, too, is a title that can be asked for. */
  listByTitle: defineQuery`SELECT * FROM bookmark WHERE title IS ${'title?'} ORDER BY id`,
  searchByKeyword: defineQuery`
    SELECT * FROM bookmark WHERE ${contains(sql`url`)} OR ${contains(sql`title`)} OR ${contains(sql`notes`)}
    ORDER BY created_at DESC`,
  list: defineQuery((db) =>
    db.select().from(bookmark).orderBy(desc(bookmark.createdAt), desc(bookmark.id)).limit(p('limit')).offset(p('offset'))),
};

export const mediaQueries = {
  create: defineQuery.one((db) =>
    db.insert(media).values({ contentHash: p('contentHash'), mimeType: p('mimeType'), uri: p('uri'), width: p('width'), height: p('height'), durationMs: p('durationMs'), metadata: p('metadata') }).returning()),
  getById: getById(media as never),
  update: defineQuery`
    UPDATE media SET id = id${when('hash', sql`, content_hash = ${'contentHash'}`)}${
      when('file', sql`, mime_type = ${'mimeType'}, uri = ${'uri'}`)}${
      when('size', sql`, width = ${'width'}, height = ${'height'}`)}${
      when('duration', sql`, duration_ms = ${'durationMs'}`)}${when('metadata', sql`, metadata = ${'metadata'}`)}
    WHERE id = ${'id'}`,
  remove: remove(media as never),
  findByContentHash: defineQuery((db) => db.select().from(media).where(eq(media.contentHash, p('contentHash'))).limit(1)),
};

export const personQueries = {
  create: defineQuery.one((db) =>
    db.insert(person).values({ displayName: p('displayName'), handle: p('handle'), avatarMediaId: p('avatarMediaId'), metadata: p('metadata') }).returning()),
  getById: getById(person as never),
  update: defineQuery`
    UPDATE person SET updated_at = ${'now'}${when('name', sql`, display_name = ${'displayName'}`)}${
      when('handle', sql`, handle = ${'handle'}`)}${when('avatar', sql`, avatar_media_id = ${'avatarMediaId'}`)}${
      when('metadata', sql`, metadata = ${'metadata'}`)}
    WHERE id = ${'id'}`,
  remove: remove(person as never),
  search: defineQuery`
    SELECT * FROM person WHERE ${contains(sql`display_name`)} OR ${contains(sql`handle`)}
    ORDER BY display_name LIMIT ${'limit'}`,
  getByDid: defineQuery.optional`SELECT * FROM person WHERE metadata ->> 'did' = ${'did: text'}`,
  getAll: defineQuery((db) => db.select().from(person).orderBy(person.displayName).limit(p('limit'))),
};

export const postQueries = {
  create: defineQuery.one((db) =>
    db.insert(post).values({ bits: p('bits'), links: p('links'), contentHash: p('contentHash'), authorDid: p('authorDid'), signature: p('signature') }).returning()),
  getById: getById(post as never),
  update: defineQuery`
    UPDATE post SET updated_at = ${'now'}${when('bits', sql`, bits = ${'bits'}`)}${
      when('links', sql`, links = ${'links'}`)}${
      when('signed', sql`, content_hash = ${'contentHash'}, author_did = ${'authorDid'}, signature = ${'signature'}`)}
    WHERE id = ${'id'}`,
  remove: remove(post as never),
  listBetween: defineQuery`
    SELECT * FROM post WHERE created_at BETWEEN ${'from'} AND ${'to'} ORDER BY created_at DESC`,
  total: defineQuery.one((db) => db.$count(post)),
  /** In SQL, not after every row was loaded. */
  searchByKeyword: defineQuery`
    SELECT * FROM post
    WHERE EXISTS (SELECT 1 FROM json_each(post.bits) WHERE ${contains(sql`value ->> 'text'`)})
    ORDER BY created_at DESC`,
};

export const conversationQueries = {
  create: defineQuery.one((db) =>
    db.insert(conversation).values({ title: p('title'), content: p('content'), firstEntryTime: p('firstEntryTime'), lastEntryTime: p('lastEntryTime'), sourceUrl: p('sourceUrl') }).returning()),
  getById: getById(conversation as never),
  update: defineQuery`
    UPDATE conversation SET updated_at = ${'now'}${when('title', sql`, title = ${'title'}`)}${
      when('content', sql`, content = ${'content'}`)}${
      when('times', sql`, first_entry_time = ${'firstEntryTime'}, last_entry_time = ${'lastEntryTime'}`)}${
      when('source', sql`, source_url = ${'sourceUrl'}`)}
    WHERE id = ${'id'}`,
  remove: remove(conversation as never),
  addParticipant: defineQuery((db) =>
    db.insert(conversationParticipant).values({ conversationId: p('conversationId'), personId: p('personId'), role: p('role') }).onConflictDoNothing()),
  addMedia: defineQuery((db) =>
    db.insert(conversationMedia).values({ conversationId: p('conversationId'), mediaId: p('mediaId'), context: p('context') }).onConflictDoNothing()),
  removeParticipant: defineQuery((db) =>
    db.delete(conversationParticipant).where(and(eq(conversationParticipant.conversationId, p('conversationId')), eq(conversationParticipant.personId, p('personId'))))),
  removeMedia: defineQuery((db) =>
    db.delete(conversationMedia).where(and(eq(conversationMedia.conversationId, p('conversationId')), eq(conversationMedia.mediaId, p('mediaId'))))),
  /** Who took part in these conversations: one statement, however many they are. */
  participants: defineQuery`
    SELECT c.conversation_id, c.role, p.* FROM conversation_participant c JOIN person p ON p.id = c.person_id
    WHERE c.conversation_id IN ${'ids[]'} ORDER BY c.conversation_id, p.id`,
  shown: defineQuery`
    SELECT c.conversation_id, c.context, m.* FROM conversation_media c JOIN media m ON m.id = c.media_id
    WHERE c.conversation_id IN ${'ids[]'} ORDER BY c.conversation_id, m.id`,
};

// The filters of a page and of its count are the same.
const filters = sql`true ${when('from', sql`AND t.seen_at >= ${'from'}`)}${
  when('to', sql` AND t.seen_at < ${'to'}`)}${when('kinds', sql` AND t.kind IN ${'kinds[]'}`)}`;

export const streamQueries = {
  create: defineQuery.one((db) =>
    db.insert(thestream).values({ seenAt: p('seenAt'), personId: p('personId'), postId: p('postId'), mediaId: p('mediaId'), bookmarkId: p('bookmarkId'), conversationId: p('conversationId'), directory: p('directory'), kind: p('kind'), contentHash: p('contentHash') }).returning()),
  getById: getById(thestream as never),
  remove: remove(thestream as never),
  /** A page of the stream, each entry with what it is. */
  list: defineQuery`
    SELECT t.id, t.seen_at, t.kind, person.display_name, post.bits, media.uri, bookmark.url, conversation.title
    FROM thestream t
    LEFT JOIN person ON person.id = t.person_id
    LEFT JOIN post ON post.id = t.post_id
    LEFT JOIN media ON media.id = t.media_id
    LEFT JOIN bookmark ON bookmark.id = t.bookmark_id
    LEFT JOIN conversation ON conversation.id = t.conversation_id
    WHERE ${filters}
    ${orderBy('sort', { newest: sql`t.seen_at DESC, t.id DESC`, oldest: sql`t.seen_at, t.id` })}
    LIMIT ${'limit'} OFFSET ${'offset'}`,
  /** How many that is without the limit. */
  count: defineQuery.one`SELECT count(*) AS total FROM thestream t WHERE ${filters}`,
};

export const viewQueries = {
  create: defineQuery.one`
    INSERT INTO view (view_index, label, badge, filters, sort_by, is_pinned)
    SELECT count(*), ${'label?'}, ${'badge'}, ${'filters'}, ${'sortBy'}, ${'isPinned'} FROM view
    RETURNING *`,
  getById: getById(view as never),
  getAll: defineQuery((db) => db.select().from(view).orderBy(asc(view.viewIndex))),
  update: defineQuery`
    UPDATE view SET updated_at = ${'now'}${when('label', sql`, label = ${'label'}`)}${
      when('badge', sql`, badge = ${'badge'}`)}${when('filters', sql`, filters = ${'filters'}`)}${
      when('sort', sql`, sort_by = ${'sortBy'}`)}${when('pinned', sql`, is_pinned = ${'isPinned'}`)}
    WHERE id = ${'id'}`,
  /** Neither TheStream nor what is pinned. */
  remove: defineQuery((db) => db.delete(view).where(and(eq(view.id, p('id')), eq(view.isTheStream, false), eq(view.isPinned, false)))),
  getTheStream: defineQuery.optional((db) => db.select().from(view).where(eq(view.isTheStream, true)).limit(1)),
  ensureTheStream: defineQuery.exec`
    INSERT INTO view (view_index, label, filters, is_pinned, is_thestream)
    SELECT (SELECT count(*) FROM view), 'TheStream', '{}', true, true
    WHERE NOT EXISTS (SELECT 1 FROM view WHERE is_thestream)`,
  // Renumbering, in one transaction: all below zero first, where no number is taken.
  park: defineQuery.exec`
    UPDATE view SET view_index = -1 - to_be.place
    FROM (SELECT id, row_number() OVER (
            ORDER BY (SELECT key FROM json_each(${'order: json'}) WHERE value = view.id) NULLS LAST, view_index) - 1 AS place
          FROM view) AS to_be
    WHERE to_be.id = view.id`,
  settle: defineQuery.exec`UPDATE view SET view_index = -1 - view_index WHERE view_index < 0`,
};
