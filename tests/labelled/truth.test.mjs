// truth.test.mjs - the labels themselves, held against SQLite: each query on random databases
// in which everything that may be NULL often is, values repeat, and tables are empty.
//
// No column labelled NOT NULL may be NULL, no value be of another class, no row come back
// beyond the label. And no label may be too careful: what is labelled nullable must have
// been NULL somewhere, and `many` more than one row, except where WITNESSLESS says why not.

import Database from 'better-sqlite3';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { files, readLabels, schema } from './labels.mjs';

const DATABASES = Number(process.env.DATABASES ?? 300);

/** Nullable by contract, though random data of this schema does not show it. */
const WITNESSLESS = {};

// --- random values ------------------------------------------------------------------

function random(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const hash = (text) => [...text].reduce((h, c) => (Math.imul(h, 31) + c.codePointAt(0)) >>> 0, 7);

const pools = {
  int: [0n, 1n, 2n, 3n, 4n, 18n, 19n],
  real: [0.5, 1.5, 2.5, 1e10, -1.5],
  text: ['', 'a', 'A', 'b', '1', '01', '{"a":1}', '{"a":"a"}'],
  blob: [Buffer.from(''), Buffer.from('a'), Buffer.from([0])],
};
pools.num = [...pools.int, ...pools.real];
pools.any = [...pools.num, ...pools.text, ...pools.blob];
pools.unknown = [1n, 'a'];

const pick = (roll, pool) => pool[roll(pool.length)];

function typeOf(declared) {
  if (/INT|TIME|BOOL/i.test(declared)) return 'int';
  if (/CHAR|TEXT/i.test(declared)) return 'text';
  if (/BLOB/i.test(declared)) return 'blob';
  if (/REAL/i.test(declared)) return 'real';
  return /NUM/i.test(declared) ? 'num' : 'any';
}

function fill(db, roll) {
  for (const { name: table } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()) {
    const columns = db.pragma(`table_info(${table})`);
    const insert = db.prepare(
      `INSERT OR IGNORE INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (let n = roll(5) ? roll(14) : 0; n > 0; n--)
      insert.run(
        columns.map((c) => {
          const optional = !c.notnull && !(c.pk && c.type === 'INTEGER' && table !== 'single');
          return optional && roll(100) < 35 ? null : pick(roll, pools[typeOf(c.type)]);
        }),
      );
  }
}

function database(seed) {
  const db = new Database(':memory:');
  db.exec(fs.readFileSync(schema, 'utf8'));
  db.pragma('foreign_keys = off');
  fill(db, random(seed));
  return db;
}

// --- running ------------------------------------------------------------------------

/** The SQL as better-sqlite3 takes it: a list is JSON, a numbered parameter has a name. */
function plainSql(sql) {
  let n = 0;
  return sql
    .replace(/sqlc\.slice\((\w+)\)/g, 'SELECT value FROM json_each(:$1)')
    .replace(/\?(\d*)/g, (_, number) => `:p${number || ++n}`);
}

function value(roll, p) {
  if (p.list) return JSON.stringify([0, 1].map(() => pick(roll, pools[p.type])), (_, v) => (typeof v === 'bigint' ? Number(v) : v));
  return p.nullable && roll(3) === 0 ? null : pick(roll, pools[p.type]);
}

const classes = {
  int: (v) => typeof v === 'bigint',
  real: (v) => typeof v === 'number',
  text: (v) => typeof v === 'string',
  blob: (v) => Buffer.isBuffer(v),
  num: (v) => typeof v === 'bigint' || typeof v === 'number',
  any: () => true,
};

/** The rows of one run, or null if it failed: nothing is claimed of that. */
function run(db, q, roll) {
  const params = Object.fromEntries(q.params.map((p) => [p.name, value(roll, p)]));
  const stmt = db.prepare(plainSql(q.sql));
  db.exec('SAVEPOINT one');
  try {
    if (stmt.reader) return stmt.raw().safeIntegers().all(params);
    stmt.run(params);
    return [];
  } catch (error) {
    if (!error.code?.startsWith('SQLITE')) throw error;
    return null;
  } finally {
    db.exec('ROLLBACK TO one; RELEASE one');
  }
}

function watch(q, rows, seen) {
  const wrong = [];
  seen.runs++;
  seen.most = Math.max(seen.most, rows.length);
  if (q.rows === 'one' && rows.length !== 1) wrong.push(`${rows.length} rows, labelled one`);
  if (q.rows === 'optional' && rows.length > 1) wrong.push(`${rows.length} rows, labelled optional`);
  for (const row of rows) {
    if (row.length !== q.columns.length) return [...wrong, `${row.length} columns`];
    row.forEach((v, i) => {
      const c = q.columns[i];
      if (v === null) seen.nulls.add(i);
      if (v === null ? !c.nullable : !classes[c.type](v)) wrong.push(`column ${i + 1} is ${v}, labelled ${c.type}`);
    });
  }
  return wrong;
}

function unwitnessed(q, seen) {
  const out = [];
  if (!seen.runs) out.push('never ran');
  if (q.rows === 'many' && seen.most < 2) out.push('labelled many, never more than one row');
  if (q.rows === 'optional' && !seen.empty) out.push('labelled optional, never without a row');
  q.columns.forEach((c, i) => c.nullable && !seen.nulls.has(i) && out.push(`column ${i + 1} was never NULL`));
  return out.map((what) => `${q.name}: ${what}`).filter((what) => !WITNESSLESS[what]);
}

for (const file of files)
  test(path.basename(file, '.sql'), () => {
    const queries = readLabels(file);
    const seen = queries.map(() => ({ runs: 0, most: 0, empty: false, nulls: new Set() }));
    const wrong = new Set();
    for (let seed = 1; seed <= DATABASES; seed++) {
      const db = database(seed);
      queries.forEach((q, i) => {
        const roll = random(seed * 7919 + hash(q.name)); // no query depends on the others
        for (let k = 0; k < 3; k++) {
          const rows = run(db, q, roll);
          if (!rows) continue;
          seen[i].empty ||= rows.length === 0;
          for (const w of watch(q, rows, seen[i])) wrong.add(`${q.place}: ${q.name}: ${w}`);
        }
      });
      db.close();
    }
    assert.deepEqual([...wrong], []);
    assert.deepEqual(queries.flatMap((q, i) => unwitnessed(q, seen[i])), []);
  });
