// better_sqlite3.mjs - better-sqlite3 with prepared statements, as its documentation has
// them. It carries an SQLite of its own.

import Database from 'better-sqlite3';

import * as h from './harness.mjs';

const COLUMNS = 'id, uri, mime_type AS mimeType, width, height, duration, content_hash AS contentHash, metadata, created_at AS createdAt, updated_at AS updatedAt';
const INSERT = `INSERT INTO upload (uri, mime_type, width, height, duration, content_hash, metadata, created_at, updated_at)
  VALUES (@uri, @mimeType, @width, @height, @duration, @contentHash, @metadata, @createdAt, @updatedAt)`;

let db;
const s = {};

function connect() {
  db = new Database(h.path);
  db.pragma('foreign_keys = ON');
  db.pragma('synchronous = NORMAL');
}

const keys = (n) => db.prepare(`SELECT ${COLUMNS} FROM media WHERE id IN (${Array(n).fill('?').join()})`);

function prepare() {
  s.point = db.prepare(`SELECT ${COLUMNS} FROM media WHERE id = ?`);
  s.list = db.prepare(`SELECT ${COLUMNS} FROM media WHERE source_id = ?`);
  s.scan = db.prepare(`SELECT ${COLUMNS} FROM media`);
  s.insert = db.prepare(INSERT);
  s.insertReturning = db.prepare(`${INSERT} RETURNING id`);
  s.join = db.prepare(`SELECT m.id, m.uri, m.mime_type AS mimeType, m.width, m.height, m.duration,
    m.content_hash AS contentHash, m.metadata, m.created_at AS createdAt, m.updated_at AS updatedAt, s.url
    FROM media m JOIN media_source s ON s.id = m.source_id WHERE m.id = ?`);
  s.update = db.prepare('UPDATE draft SET width = ?, height = ?, metadata = ?, updated_at = ? WHERE id = ?');
  s.source = db.prepare('SELECT id, url, name FROM media_source WHERE id = ?');
  s.parents = db.prepare('SELECT id, uri FROM media WHERE id BETWEEN ? AND ?');
  s.children = db.prepare('SELECT id, body, created_at AS createdAt FROM note WHERE media_id = ?');
  s.keys3 = keys(3);
  s.keys200 = keys(200);
  s.keys2000 = keys(2000);
  s.filters = ['', ' AND mime_type = ?', ' AND width >= ?', ' AND mime_type = ? AND width >= ?'].map((more) =>
    db.prepare(`SELECT ${COLUMNS} FROM media WHERE source_id = ?${more}`));
}

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

const inTransaction = (n, one) => db.transaction(() => each(n, one))();

const byKeys = (n, count, statement) => each(n, (i) => sumRows(statement.all(h.keysOf(i, count))));

h.run({
  open: connect,
  prepare,
  exec: (sql) => db.exec(sql),
  number: (sql) => db.prepare(sql).pluck().get(),
  close: () => db.close(),
  works: {
    point: (n) => each(n, (i) => h.sumMedia(s.point.get(h.mediaOf(i)))),
    list: (n) => each(n, (i) => sumRows(s.list.all(h.sourceOf(i)))),
    scan: (n) => each(n, () => sumRows(s.scan.iterate())),
    insert: (n) => inTransaction(n, (i) => (s.insert.run(h.uploads[i]), 0)),
    insert_returning: (n) => inTransaction(n, (i) => s.insertReturning.get(h.uploads[i]).id),
    join: (n) => each(n, (i) => {
      const row = s.join.get(h.mediaOf(i));
      return h.sumMedia(row) + h.sumText(11, row.url);
    }),
    update: (n) => inTransaction(n, (i) =>
      (s.update.run(i % 4000, i % 3000, h.metadataOf(i), 1700000000 + i, h.draftOf(i)), 0)),
    parent: (n) => each(n, (i) => {
      const row = s.source.get(h.sourceOf(i));
      return row.id + h.sumText(2, row.url) + h.sumText(3, row.name) + sumRows(s.list.all(row.id));
    }),
    keys3: (n) => byKeys(n, 3, s.keys3),
    keys200: (n) => byKeys(n, 200, s.keys200),
    keys2000: (n) => byKeys(n, 2000, s.keys2000),
    nested: (n) => each(n, (i) => {
      const first = h.firstParentOf(i);
      let sum = 0;
      for (const row of s.parents.all(first, first + h.PARENTS - 1)) {
        sum += row.id + h.sumText(2, row.uri);
        for (const note of s.children.all(row.id))
          sum += note.id + h.sumText(2, note.body) + 3 * note.createdAt;
      }
      return sum;
    }),
    filter: (n) => each(n, (i) => {
      const given = [h.filterType(i), h.filterWidth(i)].filter((v) => v !== null);
      return sumRows(s.filters[i & 3].all(h.sourceOf(i), ...given));
    }),
    open: (n) => {
      const kept = db;
      const sum = each(n, () => {
        connect();
        const row = db.prepare(`SELECT ${COLUMNS} FROM media WHERE id = ?`).get(h.mediaOf(0));
        db.close();
        return h.sumMedia(row);
      });
      db = kept;
      return sum;
    },
  },
});
