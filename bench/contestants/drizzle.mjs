// drizzle.mjs - drizzle-orm on better-sqlite3. With DRIZZLE=prepared each query is
// prepared once; without, it is built where it is run, as most code does.

import Database from 'better-sqlite3';
import { and, between, eq, gte, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';

import * as h from './harness.mjs';
import * as schema from './schema.mjs';

const { draft, media, mediaSource, note, upload } = schema;
const prepared = process.env.DRIZZLE === 'prepared';
const $ = sql.placeholder;

const columns = {
  id: media.id, uri: media.uri, mimeType: media.mimeType, width: media.width, height: media.height,
  duration: media.duration, contentHash: media.contentHash, metadata: media.metadata,
  createdAt: media.createdAt, updatedAt: media.updatedAt,
};
const names = ['uri', 'mimeType', 'width', 'height', 'duration', 'contentHash', 'metadata', 'createdAt', 'updatedAt'];
const placeholders = Object.fromEntries(names.map((name) => [name, $(name)]));

let raw, db;
function connect() {
  raw = new Database(h.path);
  raw.pragma('foreign_keys = ON');
  raw.pragma('synchronous = NORMAL');
  db = drizzle(raw, { schema });
}

// Each query takes its values, which are placeholders where it is prepared.
const queries = {
  point: ({ id }) => db.select(columns).from(media).where(eq(media.id, id)),
  list: ({ source }) => db.select(columns).from(media).where(eq(media.sourceId, source)),
  scan: () => db.select(columns).from(media),
  insert: (row) => db.insert(upload).values(row),
  insertReturning: (row) => db.insert(upload).values(row).returning({ id: upload.id }),
  join: ({ id }) => db.select({ ...columns, url: mediaSource.url }).from(media)
    .innerJoin(mediaSource, eq(mediaSource.id, media.sourceId)).where(eq(media.id, id)),
  update: ({ id, ...row }) => db.update(draft).set(row).where(eq(draft.id, id)),
  parent: ({ id }) => db.query.mediaSource.findFirst({
    columns: { id: true, url: true, name: true },
    where: eq(mediaSource.id, id),
    with: { media: { columns: { sourceId: false } } },
  }),
  nested: ({ first, last }) => db.query.media.findMany({
    columns: { id: true, uri: true },
    where: between(media.id, first, last),
    with: { notes: { columns: { id: true, body: true, createdAt: true } } },
  }),
};
const parameters = {
  point: { id: $('id') }, list: { source: $('source') }, scan: {}, insert: placeholders, insertReturning: placeholders,
  join: { id: $('id') }, parent: { id: $('id') }, nested: { first: $('first'), last: $('last') },
  // Drizzle's set() takes a placeholder only as SQL.
  update: { width: sql`${$('width')}`, height: sql`${$('height')}`, metadata: sql`${$('metadata')}`, updatedAt: sql`${$('updatedAt')}`, id: $('id') },
};
const keyQuery = (ids) => db.select(columns).from(media).where(inArray(media.id, ids));
const filterQuery = (source, type, width) => db.select(columns).from(media).where(and(eq(media.sourceId, source),
  type === null ? undefined : eq(media.mimeType, type), width === null ? undefined : gte(media.width, width)));

const ready = {}, keyReady = {};
let filterReady;
function prepare() {
  if (!prepared)
    return;
  for (const name of Object.keys(queries))
    ready[name] = queries[name](parameters[name]).prepare();
  for (const n of [3, 200, 2000])
    keyReady[n] = keyQuery(Array.from({ length: n }, (_, k) => $(`k${k}`))).prepare();
  filterReady = [0, 1, 2, 3].map((i) =>
    filterQuery($('source'), i & 1 ? $('type') : null, i & 2 ? $('width') : null).prepare());
}

/** The query with its values: what has all(), get() and run(). */
const q = prepared
  ? (name, values) => ({ all: () => ready[name].all(values), get: () => ready[name].get(values), run: () => ready[name].run(values), sync: () => ready[name].execute(values).sync() })
  : (name, values) => queries[name](values);

const keyValues = (keys) => Object.fromEntries(keys.map((key, k) => [`k${k}`, key]));
const byKeys = (n, count) => each(n, (i) => {
  const keys = h.keysOf(i, count);
  return sumRows(prepared ? keyReady[count].all(keyValues(keys)) : keyQuery(keys).all());
});

function sumRows(rows) {
  let sum = 0;
  for (const row of rows)
    sum += h.sumMedia(row);
  return sum;
}

function each(n, one) {
  let sum = 0;
  for (let i = 0; i < n; i++)
    sum += one(i);
  return sum;
}

const inTransaction = (n, one) => db.transaction(() => each(n, one));

h.run({
  open: connect,
  prepare,
  exec: (text) => raw.exec(text),
  number: (text) => raw.prepare(text).pluck().get(),
  close: () => raw.close(),
  works: {
    point: (n) => each(n, (i) => h.sumMedia(q('point', { id: h.mediaOf(i) }).get())),
    list: (n) => each(n, (i) => sumRows(q('list', { source: h.sourceOf(i) }).all())),
    scan: (n) => each(n, () => sumRows(q('scan', {}).all())),
    insert: (n) => inTransaction(n, (i) => (q('insert', h.uploads[i]).run(), 0)),
    insert_returning: (n) => inTransaction(n, (i) => q('insertReturning', h.uploads[i]).get().id),
    join: (n) => each(n, (i) => {
      const row = q('join', { id: h.mediaOf(i) }).get();
      return h.sumMedia(row) + h.sumText(11, row.url);
    }),
    update: (n) => inTransaction(n, (i) => (q('update', { width: i % 4000, height: i % 3000,
      metadata: h.metadataOf(i), updatedAt: 1700000000 + i, id: h.draftOf(i) }).run(), 0)),
    parent: (n) => each(n, (i) => {
      const row = q('parent', { id: h.sourceOf(i) }).sync();
      return row.id + h.sumText(2, row.url) + h.sumText(3, row.name) + sumRows(row.media);
    }),
    keys3: (n) => byKeys(n, 3),
    keys200: (n) => byKeys(n, 200),
    keys2000: (n) => byKeys(n, 2000),
    nested: (n) => each(n, (i) => {
      const first = h.firstParentOf(i);
      let sum = 0;
      for (const row of q('nested', { first, last: first + h.PARENTS - 1 }).sync()) {
        sum += row.id + h.sumText(2, row.uri);
        for (const one of row.notes)
          sum += one.id + h.sumText(2, one.body) + 3 * one.createdAt;
      }
      return sum;
    }),
    filter: (n) => each(n, (i) => {
      const type = h.filterType(i), width = h.filterWidth(i), source = h.sourceOf(i);
      return sumRows(prepared ? filterReady[i & 3].all({ source, type, width }) : filterQuery(source, type, width).all());
    }),
    open: (n) => {
      const kept = [raw, db];
      const sum = each(n, () => {
        connect();
        const row = queries.point({ id: h.mediaOf(0) }).get();
        raw.close();
        return h.sumMedia(row);
      });
      [raw, db] = kept;
      return sum;
    },
  },
});
