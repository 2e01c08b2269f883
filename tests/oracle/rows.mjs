#!/usr/bin/env node
// rows.mjs [--fill] DBFILE - what foundframe's queries and models give, under Node, for comparison with the C.
//
//   --fill   first puts things into the database, through the same queries, and drizzle-orm where the
//            C has an operation of a model; a file without foundframe's tables gets them from drizzle-kit
//
// It prints, for each of CALLS in their order, `# QUERY` and then a line of JSON a row. A program in C
// prints the same bytes with these rules: the columns in the order of the result, `{"id":1,"b":null}`
// without blanks; integers, and so times, booleans as 0 and 1, in decimal; text as JSON, in which only
// `"`, `\` and the characters below U+0020 are escaped (\b \t \n \f \r, or \u00xx in lower case) and
// the rest is UTF-8 as it stands; NULL as null. These queries give nothing else.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { defineQuery } from 'weave-orm';
import { kitDDL } from './kit.mjs';
import { loadTypeScript } from './load.mjs';

const foundframe = join(dirname(fileURLToPath(import.meta.url)), '../../examples/foundframe');
const groups = { ...loadTypeScript(join(foundframe, 'schema.ts')), ...loadTypeScript(join(foundframe, 'queries.ts')) };

/** What the operations of models say: these are C's, so here is what each must give, written by hand. */
const OPERATIONS = {
  'media.get': defineQuery`SELECT * FROM media WHERE id = ${'id'}`,
  'media.select_one_by_content_hash_order_by_id': defineQuery`
    SELECT * FROM media WHERE content_hash = ${'contentHash'} ORDER BY id LIMIT 1`,
  'mediaSource.select_by_is_active_order_by_id': defineQuery`SELECT * FROM media_source WHERE is_active ORDER BY id`,
  'bookmark.get': defineQuery`SELECT * FROM bookmark WHERE id = ${'id'}`,
  'bookmark.select_one_by_url_order_by_id': defineQuery`
    SELECT * FROM bookmark WHERE url = ${'url'} ORDER BY id LIMIT 1`,
  'bookmark.select_range_order_by_created_at_desc_and_id_desc': defineQuery`
    SELECT * FROM bookmark ORDER BY created_at DESC, id DESC LIMIT ${'take'} OFFSET ${'skip'}`,
  'post.select_by_author_did_order_by_created_at_desc_and_id_desc': defineQuery`
    SELECT * FROM post WHERE author_did = ${'authorDid'} ORDER BY created_at DESC, id DESC`,
  'conversation.get': defineQuery`SELECT * FROM conversation WHERE id = ${'id'}`,
  'view.list': defineQuery`SELECT * FROM view ORDER BY view_index`,
  'view.select_one_by_is_thestream_order_by_id': defineQuery`
    SELECT * FROM view WHERE is_thestream ORDER BY id LIMIT 1`,
  'syncLog.select_unfinished': defineQuery`
    SELECT * FROM sync_log WHERE completed_at IS NULL ORDER BY started_at, id`,
  'sessionState.get': defineQuery`SELECT * FROM session_state WHERE key = ${'key'}`,
  'inputDraft.get': defineQuery`SELECT * FROM input_draft WHERE type = ${'type'}`,
};

/** `media.getById` is in the group mediaQueries. */
function queryOf(name) {
  const [group, query] = name.split('.');
  return OPERATIONS[name] ?? groups[`${group}Queries`][query];
}

const CALLS = [
  ['media.getById', { id: 1 }],
  ['media.getById', { id: 99 }],
  ['media.listByMimeType', { mimeType: 'image/png' }],
  ['media.getWithSource', { id: 2 }],
  ['media.listAll', {}],
  ['media.listByIds', { ids: [3, 1, 99] }],
  ['media.listByIds', { ids: [] }],
  ['media.get', { id: 2 }],
  ['media.select_one_by_content_hash_order_by_id', { contentHash: 'b2' }],
  ['media.countBySource', { sourceId: 1 }],
  ['media.countByMimeType', {}],
  ['mediaSource.select_by_is_active_order_by_id', {}],
  ['mediaSource.listAll', {}],
  ['mediaSource.getCursor', { id: 1 }],
  ['bookmark.get', { id: 1 }],
  ['bookmark.select_one_by_url_order_by_id', { url: 'https://example.org/100' }],
  ['bookmark.select_range_order_by_created_at_desc_and_id_desc', { take: 2, skip: 1 }],
  ['bookmark.searchByKeyword', { pattern: '%100\\%%' }],
  ['person.getByDid', { did: 'did:plc:ada' }],
  ['person.search', { pattern: '%a%', limit: 10 }],
  ['person.getWithAvatar', { id: 2 }],
  ['post.countBetween', { from: 0, to: 4_000_000_000_000 }],
  ['post.select_by_author_did_order_by_created_at_desc_and_id_desc', { authorDid: 'did:plc:ada' }],
  ['post.searchByKeyword', { keyword: 'GRÜN', limit: 5 }],
  ['conversation.get', { id: 1 }],
  ['conversation.listParticipants', { conversationId: 1 }],
  ['conversation.listParticipantsOf', { conversationIds: [1, 2] }],
  ['conversation.listMedia', { conversationId: 1 }],
  ['stream.listNewest', { from: null, to: null, limit: 10, offset: 0 }],
  ['stream.listOldest', { from: 2000, to: 4000, limit: 10, offset: 0 }],
  ['stream.listByKinds', { kinds: ['post', 'media'], from: null, to: null, limit: 10 }],
  ['stream.countByKinds', { kinds: ['person'], from: null, to: 9000 }],
  ['view.list', {}],
  ['view.select_one_by_is_thestream_order_by_id', {}],
  ['syncLog.select_unfinished', {}],
  ['sync.listByDirectory', { directory: 'notes', limit: 5 }],
  ['sync.totals', { directory: 'notes' }],
  ['sessionState.get', { key: 'window' }],
  ['inputDraft.get', { type: 'post' }],
  ['schemaMeta.version', {}],
];

/** Some of everything: NULLs, empty texts, quotes, line ends, letters of many alphabets, large numbers. */
function fill(db) {
  const get = (name, values) => queryOf(name).get(db, values);
  const run = (name, values) => queryOf(name).run(db, values);
  const add = (table, values) => db.insert(groups[table]).values(values).run();
  const now = 5000;

  add('mediaSource', {
    url: 'file:///home/ada',
    adapterType: 'directory',
    capabilities: ['list'],
    config: {},
  });
  add('mediaSource', { url: 'file:///mnt', adapterType: 'directory', capabilities: [] });
  run('mediaSource.updateCursor', { id: 1, cursorState: { after: 'b.png' }, lastPolledAt: 4000 });
  run('mediaSource.setActive', { id: 2, isActive: false, now });

  const picture = {
    mimeType: 'image/png',
    uri: 'file:///home/ada/a.png',
    width: 640,
    height: 480,
    sourceId: 1,
  };
  add('media', { ...picture, contentHash: 'a1', metadata: { camera: 'Größe "7"\n' } });
  get('media.createIfNew', { contentHash: 'b2', mimeType: 'audio/ogg', uri: '', sourceId: 1 });
  get('media.createIfNew', { contentHash: 'b2', mimeType: 'audio/ogg', uri: 'again' });
  add('media', { ...picture, uri: 'x', sourceId: null });
  const { media } = groups;
  db.update(media).set({ durationMs: Number.MAX_SAFE_INTEGER }).where(eq(media.id, 2)).run();

  add('bookmark', {
    url: 'https://example.org/?q=100%',
    title: "it's \\ \t",
    creationContext: { via: 'share-sheet' },
  });
  add('bookmark', { url: 'https://example.org/100', notes: '名前 🧵', creationContext: {} });
  add('bookmark', { url: 'https://example.net', title: '', creationContext: {} });

  add('person', { displayName: 'Ada', handle: '@ada', avatarMediaId: 1, metadata: { did: 'did:plc:ada' } });
  add('person', { displayName: 'Ben' });
  get('post.create', { bits: [{ text: 'Alles GRÜN' }, { mediaId: 1 }], links: [], authorDid: 'did:plc:ada' });

  const [firstEntryTime, lastEntryTime] = [new Date(1), new Date(2)];
  add('conversation', { title: 'Lunch', content: { entries: [] }, firstEntryTime, lastEntryTime });
  add('conversation', { content: {} });
  for (const [conversationId, personId, role] of [
    [1, 1, 'author'],
    [1, 2, null],
    [2, 2, ''],
    [1, 1, 'again'],
  ])
    db.insert(groups.conversationParticipant).values({ conversationId, personId, role }).onConflictDoNothing().run();
  add('conversationMedia', { conversationId: 1, mediaId: 1, context: { entry: 3 } });

  for (const [seenAt, what] of [
    [1000, { mediaId: 1, kind: 'media', directory: 'photos', contentHash: 'a1' }],
    [2000, { personId: 1, kind: 'person' }],
    [3000, { postId: 1, kind: 'post' }],
    [3000, { bookmarkId: 1, kind: 'bookmark', directory: 'a/b' }],
    [4000, { conversationId: 1 }],
  ])
    add('thestream', { seenAt: new Date(seenAt), ...what });

  run('view.ensureTheStream');
  get('view.create', { label: 'Faces', badge: 'FACES', filters: { kinds: ['person'] }, isPinned: false });
  get('view.create', { filters: {}, isPinned: true });
  run('view.remove', { id: 2 });
  db.transaction((tx) => {
    queryOf('view.park').run(tx);
    queryOf('view.settle').run(tx);
  });

  add('syncLog', { directory: 'notes', startedAt: new Date(1) });
  add('syncLog', { directory: 'notes', startedAt: new Date(2) });
  run('sync.finish', { id: 1, completedAt: 3, entriesPulled: 7, entriesPushed: 1 });
  run('session.write', { key: 'window', value: '800x600', now });
  run('session.write', { key: 'window', value: '1024x768', now });
  run('draft.save', { type: 'post', content: 'Dear', now });
  run('schemaMeta.setVersion', { version: 1, now });
}

const args = process.argv.slice(2);
const wantsFill = args[0] === '--fill' && args.shift();
if (args.length !== 1) {
  console.error('usage: rows.mjs [--fill] DBFILE');
  process.exit(2);
}
const client = new Database(args[0], { fileMustExist: !wantsFill, readonly: !wantsFill });
const db = drizzle(client);
if (wantsFill) {
  client.pragma('foreign_keys = ON');
  if (!client.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'media'").get())
    client.exec(await kitDDL(join(foundframe, 'schema.ts')));
  client.transaction(() => fill(db))();
}
for (const [name, values] of CALLS) {
  console.log(`# ${name}`);
  for (const row of queryOf(name).all(db, values)) console.log(JSON.stringify(row));
}
client.close();
