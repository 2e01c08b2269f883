#!/usr/bin/env node
// rows.mjs [--fill] DBFILE - what foundframe's queries give under Node, for comparison with the C.
//
//   --fill   first puts things into the database, through the same queries; a file without
//            foundframe's tables gets them from drizzle-kit
//
// It prints, for each of CALLS in their order, `# QUERY` and then a line of JSON a row. A program in C
// prints the same bytes with these rules: the columns in the order of the result, `{"id":1,"b":null}`
// without blanks; integers, and so times, booleans as 0 and 1, in decimal; text as JSON, in which only
// `"`, `\` and the characters below U+0020 are escaped (\b \t \n \f \r, or \u00xx in lower case) and
// the rest is UTF-8 as it stands; NULL as null. These queries give nothing else.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { kitDDL } from './kit.mjs';
import { loadTypeScript } from './load.mjs';

const foundframe = join(dirname(fileURLToPath(import.meta.url)), '../../examples/foundframe');
const groups = { ...loadTypeScript(join(foundframe, 'schema.ts')), ...loadTypeScript(join(foundframe, 'queries.ts')) };

/** `media.getById` is in the group mediaQueries. */
function queryOf(name) {
  const [group, query] = name.split('.');
  return groups[`${group}Queries`][query];
}

const CALLS = [
  ['media.getById', { id: 1 }],
  ['media.getById', { id: 99 }],
  ['media.listByMimeType', { mimeType: 'image/png' }],
  ['media.getWithSource', { id: 2 }],
  ['media.listAll', {}],
  ['media.listByIds', { ids: [3, 1, 99] }],
  ['media.listByIds', { ids: [] }],
  ['media.findByContentHash', { contentHash: 'b2' }],
  ['media.countBySource', { sourceId: 1 }],
  ['media.countByMimeType', {}],
  ['mediaSource.listActive', {}],
  ['mediaSource.listAll', {}],
  ['mediaSource.getCursor', { id: 1 }],
  ['bookmark.getById', { id: 1 }],
  ['bookmark.listRecent', { limit: 2, offset: 1 }],
  ['bookmark.searchByKeyword', { pattern: '%100\\%%' }],
  ['person.getByDid', { did: 'did:plc:ada' }],
  ['person.search', { pattern: '%a%', limit: 10 }],
  ['person.getWithAvatar', { id: 2 }],
  ['post.countBetween', { from: 0, to: 4_000_000_000_000 }],
  ['post.searchByKeyword', { keyword: 'GRÜN', limit: 5 }],
  ['conversation.getById', { id: 1 }],
  ['conversation.listParticipants', { conversationId: 1 }],
  ['conversation.listParticipantsOf', { conversationIds: [1, 2] }],
  ['conversation.listMedia', { conversationId: 1 }],
  ['stream.listNewest', { from: null, to: null, limit: 10, offset: 0 }],
  ['stream.listOldest', { from: 2000, to: 4000, limit: 10, offset: 0 }],
  ['stream.listByKinds', { kinds: ['post', 'media'], from: null, to: null, limit: 10 }],
  ['stream.countByKinds', { kinds: ['person'], from: null, to: 9000 }],
  ['view.listInOrder', {}],
  ['view.getTheStream', {}],
  ['sync.listByDirectory', { directory: 'notes', limit: 5 }],
  ['sync.totals', { directory: 'notes' }],
  ['session.read', { key: 'window' }],
  ['draft.read', { type: 'post' }],
  ['schemaMeta.version', {}],
];

/** Some of everything: NULLs, empty texts, quotes, line ends, letters of many alphabets, large numbers. */
function fill(db) {
  const get = (name, values) => queryOf(name).get(db, values);
  const run = (name, values) => queryOf(name).run(db, values);
  const now = 5000;

  const source = get('mediaSource.register', {
    url: 'file:///home/ada',
    adapterType: 'directory',
    capabilities: ['list'],
    config: {},
  });
  get('mediaSource.register', { url: 'file:///mnt', adapterType: 'directory', capabilities: [] });
  run('mediaSource.updateCursor', { id: source.id, cursorState: { after: 'b.png' }, lastPolledAt: 4000 });
  run('mediaSource.setActive', { id: 2, isActive: false, now });

  const picture = {
    mimeType: 'image/png',
    uri: 'file:///home/ada/a.png',
    width: 640,
    height: 480,
    sourceId: source.id,
  };
  get('media.create', { ...picture, contentHash: 'a1', metadata: { camera: 'Größe "7"\n' } });
  get('media.createIfNew', { contentHash: 'b2', mimeType: 'audio/ogg', uri: '', sourceId: source.id });
  get('media.createIfNew', { contentHash: 'b2', mimeType: 'audio/ogg', uri: 'again' });
  get('media.create', { ...picture, uri: 'x', sourceId: null });
  run('media.edit', { id: 2, durationMs: 2n ** 53n - 1n });

  get('bookmark.create', {
    url: 'https://example.org/?q=100%',
    title: "it's \\ \t",
    creationContext: { via: 'share-sheet' },
  });
  get('bookmark.create', { url: 'https://example.org/100', notes: '名前 🧵', creationContext: {} });
  get('bookmark.create', { url: 'https://example.net', title: '', creationContext: {} });

  get('person.create', { displayName: 'Ada', handle: '@ada', avatarMediaId: 1, metadata: { did: 'did:plc:ada' } });
  get('person.create', { displayName: 'Ben' });
  get('post.create', { bits: [{ text: 'Alles GRÜN' }, { mediaId: 1 }], links: [], authorDid: 'did:plc:ada' });

  get('conversation.create', { title: 'Lunch', content: { entries: [] }, firstEntryTime: 1, lastEntryTime: 2 });
  get('conversation.create', { content: {} });
  for (const [conversationId, personId, role] of [
    [1, 1, 'author'],
    [1, 2, null],
    [2, 2, ''],
    [1, 1, 'again'],
  ])
    run('conversation.addParticipant', { conversationId, personId, role });
  run('conversation.addMedia', { conversationId: 1, mediaId: 1, context: { entry: 3 } });

  run('stream.enterMedia', { seenAt: 1000, mediaId: 1, directory: 'photos', contentHash: 'a1' });
  for (const [seenAt, what] of [
    [2000, { personId: 1, kind: 'person' }],
    [3000, { postId: 1, kind: 'post' }],
    [3000, { bookmarkId: 1, kind: 'bookmark', directory: 'a/b' }],
    [4000, { conversationId: 1 }],
  ])
    get('stream.enter', { seenAt, ...what });

  run('view.ensureTheStream');
  get('view.create', { label: 'Faces', badge: 'FACES', filters: { kinds: ['person'] }, isPinned: false });
  get('view.create', { filters: {}, isPinned: true });
  run('view.remove', { id: 2 });
  db.transaction((tx) => {
    queryOf('view.park').run(tx);
    queryOf('view.settle').run(tx);
  });

  get('sync.start', { directory: 'notes', startedAt: 1 });
  get('sync.start', { directory: 'notes', startedAt: 2 });
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
