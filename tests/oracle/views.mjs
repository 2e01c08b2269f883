#!/usr/bin/env node
// views.mjs WEAVE - weave's views are drizzle-kit's byte for byte, and SQLite can read each of them.
//
// Every schema with views, those made by the query builder above all. A line a schema; exit status 1 if one differs.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { kitDDL } from './kit.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'schemas');
const LEAST = 100; // views; fewer means that schemas were not found

/** The CREATE VIEW statements by the view's name. */
function viewsOf(ddl) {
  const views = ddl.split(/;\s*\n|;\s*$/).filter((sql) => /^\s*CREATE VIEW /.test(sql));
  return new Map(views.map((sql) => [/`((?:[^`]|``)*)`/.exec(sql)[1], sql.trim()]));
}

function weaveDDL(weave, file, casing) {
  const options = ['sql', '--schema', file, ...(casing ? ['--casing', casing] : [])];
  const { status, stdout, stderr, error } = spawnSync(weave, options, { encoding: 'utf8', timeout: 30_000 });
  if (error) throw error;
  if (status !== 0) throw new Error(`weave sql: exit status ${status}\n${stderr}`);
  return stdout;
}

function* faults(ddl, expected) {
  const [ours, theirs] = [viewsOf(ddl), viewsOf(expected)];
  for (const name of new Set([...theirs.keys(), ...ours.keys()]))
    if (ours.get(name) !== theirs.get(name)) yield `    weave ${ours.get(name)}\n    kit   ${theirs.get(name)}`;
  const db = new Database(':memory:');
  db.exec(ddl);
  for (const name of ours.keys())
    try {
      db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`).all();
    } catch (error) {
      yield `    ${name}: ${error.message}`;
    }
  db.close();
}

const [weave] = process.argv.slice(2);
if (!weave) {
  console.error('usage: views.mjs WEAVE');
  process.exit(2);
}
let total = 0;
for (const name of readdirSync(folder).filter((name) => /^views.*\.ts$/.test(name))) {
  const file = join(folder, name);
  const casing = /^\/\/ casing: (\w+)/.exec(readFileSync(file, 'utf8'))?.[1];
  try {
    const ddl = weaveDDL(weave, file, casing);
    const lines = [...faults(ddl, await kitDDL(file, casing))];
    total += viewsOf(ddl).size;
    console.log(`${lines.length ? 'differs' : 'same'} ${name} (${viewsOf(ddl).size} views)`);
    for (const line of lines) console.log(line);
    if (lines.length) process.exitCode = 1;
  } catch (error) {
    console.log(`failed ${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
if (total < LEAST) {
  console.log(`only ${total} views were compared`);
  process.exitCode = 1;
}
