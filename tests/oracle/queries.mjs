#!/usr/bin/env node
// queries.mjs WEAVE - a query in Drizzle's words has the SQL that drizzle-orm's toSQL() gives, and its rows.
//
// For every query of queries/: toSQL()'s text with its parameters in place, a placeholder as :name and a constant as
// SQL, is the text in weave's catalog; the placeholders are its parameters, in that order. On one seeded database
// Drizzle's statement with Drizzle's own values and weave's give the same rows and leave the same tables. A query
// called foreign... is one that SQLite refuses, both texts of it. A file whose first line is `// casing: X` is read
// with that casing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { kitDDL } from './kit.mjs';
import { loadTypeScript, queriesOf } from './load.mjs';

const require = createRequire(import.meta.url);
const { fillPlaceholders, is, Column, Param, Placeholder } = require('drizzle-orm');
const { drizzle } = require('drizzle-orm/better-sqlite3');
const folder = join(dirname(fileURLToPath(import.meta.url)), 'queries');
const LEAST = 200; // queries; fewer means that they were not found

function weaves(weave, file, casing) {
  const midstage = mkdtempSync(join(tmpdir(), 'weave-queries-'));
  try {
    const options = ['--stage', 'parse', '--schema', file, '--midstage-dir', midstage, ...(casing ? ['--casing', casing] : [])];
    const { status, stderr, error } = spawnSync(weave, options, { encoding: 'utf8', timeout: 30_000 });
    if (error) throw error;
    if (status !== 0) throw new Error(`weave --stage parse: exit status ${status}\n${stderr}`);
    return JSON.parse(readFileSync(join(midstage, 'schema.json'), 'utf8')).queries;
  } finally {
    rmSync(midstage, { recursive: true, force: true });
  }
}

const placeholderOf = (param) => (is(param, Placeholder) ? param : is(param, Param) && is(param.value, Placeholder) ? param.value : null);

function literal(value) {
  if (Buffer.isBuffer(value)) return `X'${value.toString('hex').toUpperCase()}'`;
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** Drizzle's text with what its question marks stand for; those within quotes stand for themselves. */
function drizzles(query, db) {
  const built = query.build(db);
  const { sql, params } = built.toSQL ? built.toSQL() : db.dialect.sqlToQuery(built.sql); // the latter is $count()
  const names = [];
  let next = 0;
  const text = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (token) => {
    if (token !== '?') return token;
    const param = params[next++];
    const placeholder = placeholderOf(param);
    if (!placeholder) return literal(param);
    if (!names.includes(placeholder.name)) names.push(placeholder.name);
    return `:${placeholder.name}`;
  });
  if (next !== params.length) throw new Error(`${next} question marks, ${params.length} parameters`);
  return { text, names, sql, params };
}

// --- rows ---

const SEED = {
  users: [
    { id: 1, full_name: 'Ada', email: 'ada@x', role: 'admin', active: 1, born: 5, seen_at: 1234, settings: '{"theme":"dark"}', picture: Buffer.from('[1,2]'), big: Buffer.from('12'), price: 1.5, total: 8, weight: 0.5, warmth: 215 },
    { id: 2, full_name: 'Ben', email: 'ben@x', role: 'member', active: 0, born: 0, seen_at: 0, settings: '{"theme":"it\'s"}', price: 10, total: 4, weight: 1.5, warmth: 200 },
    { id: 3, full_name: 'two', email: 'two', role: 'member', active: 1, born: null, weight: 2.5, big: Buffer.from('-1') },
    { id: 4, full_name: 'Dot', email: null, role: 'admin', active: 0, born: 86400, weight: 3, token: 'none' },
  ],
  posts: [
    { id: 1, author_id: 1, title: 'one', likes: 1 },
    { id: 2, author_id: 1, title: 'two', likes: 3 },
    { id: 3, author_id: 2, title: "it's", likes: 3 },
    { id: 4, author_id: null, title: '4', likes: 0 },
    { id: 5, author_id: 3, title: 'gone', likes: 12 },
    { id: 6, author_id: 1, title: 'One', likes: 2 },
  ],
  archive: [
    { id: 2, author_id: 1, title: 'two', likes: 3 },
    { id: 7, author_id: 2, title: 'old', likes: 9 },
    { id: 3, author_id: null, title: 'other', likes: 1 },
  ],
};
const casingSeed = {
  userAccount: [
    { user_id: 1, first_name: 'Ada', lastName: 'L', http_server2: 's' },
    { user_id: 4, first_name: 'two', lastName: 'two', http_server2: 'two' },
  ],
};

function fill(judge, seed) {
  for (const [table, rows] of Object.entries(seed))
    for (const row of rows ?? []) {
      const names = Object.keys(row);
      judge.prepare(`INSERT INTO "${table}" (${names.map((n) => `"${n}"`)}) VALUES (${names.map(() => '?')})`).run(Object.values(row).map(bound));
    }
}

/** As C binds it: better-sqlite3 binds every number as REAL, and knows no booleans. */
function bound(value) {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  return typeof value === 'boolean' ? BigInt(value) : value;
}

/** What is given for a placeholder: a value that its column takes, else one that fits its name. */
const NUMBERS = { id: 2, a: 1, b: 7, n: 3, limit: 2, offset: 1, skip: 1, from: 1, to: 5, least: 1, likes: 1, before: 4, author: 1, authorId: 1, by: 2, first: 1 };
const BY_TYPE = { number: 2, string: 'two', boolean: true, date: new Date(5000), json: { theme: 'dark' }, bigint: 12n, custom: 21 };

function sampleOf(name, encoder) {
  const type = encoder && is(encoder, Column) ? encoder.dataType : undefined;
  if (name in NUMBERS && (!type || type === 'number')) return NUMBERS[name];
  return BY_TYPE[type] ?? (name === 'pattern' ? '%o%' : 'two');
}

/** The values of a statement's parameters, Drizzle's way; and those of its placeholders by name. */
function valuesOf(params) {
  const byName = {};
  const values = params.map((param) => {
    const placeholder = placeholderOf(param);
    if (!placeholder) return bound(param);
    const given = { [placeholder.name]: sampleOf(placeholder.name, is(param, Param) ? param.encoder : undefined) };
    const [value] = fillPlaceholders([param], given).map(bound);
    byName[placeholder.name] ??= value;
    return byName[placeholder.name]; // one parameter in C has one value
  });
  return { values, byName };
}

/** What a statement gives and leaves, or SQLite's refusal; then all is as it was. */
function outcome(judge, sql, values) {
  let statement;
  try {
    statement = judge.prepare(sql);
  } catch (error) {
    return { said: error.message, refused: true };
  }
  judge.exec('SAVEPOINT outcome');
  try {
    const rows = statement.reader ? statement.raw().all(values) : statement.run(values).changes;
    const tables = judge.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck().all();
    const left = tables.map((table) => [table, judge.prepare(`SELECT * FROM "${table}" ORDER BY rowid`).raw().all()]);
    return { said: JSON.stringify([rows, left], (_, v) => (typeof v === 'bigint' ? `${v}n` : v)), n: rows.length ?? rows };
  } catch (error) {
    return { said: error.message, n: 0 };
  } finally {
    judge.exec('ROLLBACK TO outcome; RELEASE outcome');
  }
}

// --- all of them ---

const [weave] = process.argv.slice(2);
if (!weave) {
  console.error('usage: queries.mjs WEAVE');
  process.exit(2);
}
let total = 0, gave = 0;

function compare(key, query, found, db, judge) {
  const wrong = (what) => {
    console.log(`differs ${key}: ${what}`);
    process.exitCode = 1;
  };
  const { text, names, sql, params } = drizzles(query, db);
  if (found?.sql !== text) return wrong(`\n    weave   ${found?.sql}\n    drizzle ${text}`);
  if (String(found.params.map(({ name }) => name)) !== String(names)) return wrong(`parameters, not ${names}`);
  const { values, byName } = valuesOf(params);
  const theirs = outcome(judge, sql, values), ours = outcome(judge, found.sql, names.length ? byName : []);
  const foreign = key.split('.')[1].startsWith('foreign');
  if (!!theirs.refused !== foreign) return wrong(`SQLite ${foreign ? 'accepts it' : `refuses Drizzle's: ${theirs.said}`}`);
  if (foreign ? !ours.refused : ours.said !== theirs.said) return wrong(`\n    weave   ${ours.said}\n    drizzle ${theirs.said}`);
  gave += theirs.n > 0;
}

for (const name of readdirSync(folder).filter((name) => name !== 'schema.ts'))
  try {
    const file = join(folder, name);
    const judge = new Database(':memory:');
    const casing = /^\/\/ casing: (\w+)/.exec(readFileSync(file, 'utf8'))?.[1];
    const db = drizzle(judge, { casing });
    judge.function('unixepoch', () => 0n); // a default must not depend on the clock
    judge.exec(await kitDDL(file, casing));
    judge.pragma('foreign_keys = ON');
    fill(judge, casing ? casingSeed : SEED);
    const ours = weaves(weave, file, casing);
    for (const [key, query] of queriesOf(loadTypeScript(file))) {
      total++;
      compare(key, query, ours.find(({ module, name }) => `${module}.${name}` === key), db, judge);
    }
    judge.close();
  } catch (error) {
    console.log(`failed ${name}: ${error.stack}`);
    process.exitCode = 1;
  }
console.log(`${total} queries, ${gave} with rows or changes`);
if (total < LEAST || gave < total / 2) process.exitCode = 1;
