#!/usr/bin/env node
// queries.mjs WEAVE - a query in Drizzle's words has the SQL that drizzle-orm's toSQL() gives.
//
// For every query of queries/: toSQL()'s text with its parameters in place, a placeholder as :name and a constant as
// SQL, is the text in weave's catalog; the placeholders are its parameters, in that order; SQLite accepts it. A file
// whose first line is `// casing: X` is read with that casing.
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
const { is, Param, Placeholder } = require('drizzle-orm');
const { drizzle } = require('drizzle-orm/better-sqlite3');
const folder = join(dirname(fileURLToPath(import.meta.url)), 'queries');
const LEAST = 50; // queries; fewer means that they were not found

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
  return { text, names };
}

const [weave] = process.argv.slice(2);
if (!weave) {
  console.error('usage: queries.mjs WEAVE');
  process.exit(2);
}
let total = 0;
for (const name of readdirSync(folder).filter((name) => name !== 'schema.ts'))
  try {
    const file = join(folder, name);
    const judge = new Database(':memory:');
    const casing = /^\/\/ casing: (\w+)/.exec(readFileSync(file, 'utf8'))?.[1];
    const db = drizzle(judge, { casing });
    judge.exec(await kitDDL(file, casing));
    const ours = weaves(weave, file, casing);
    for (const [key, query] of queriesOf(loadTypeScript(file))) {
      total++;
      const found = ours.find(({ module, name }) => `${module}.${name}` === key);
      const { text, names } = drizzles(query, db);
      const wrong = (what) => {
        console.log(`differs ${key}: ${what}`);
        process.exitCode = 1;
      };
      if (found?.sql !== text) wrong(`\n    weave   ${found?.sql}\n    drizzle ${text}`);
      else if (String(found.params.map(({ name }) => name)) !== String(names)) wrong(`parameters, not ${names}`);
      else
        try {
          judge.prepare(found.sql);
        } catch (error) {
          wrong(error.message);
        }
    }
    judge.close();
  } catch (error) {
    console.log(`failed ${name}: ${error.stack}`);
    process.exitCode = 1;
  }
console.log(`${total} queries`);
if (total < LEAST) process.exitCode = 1;
