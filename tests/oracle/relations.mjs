#!/usr/bin/env node
// relations.mjs WEAVE - weave's relations are those that drizzle-orm's relational queries follow.
//
// For every schema of relations/: what extractTablesRelationalConfig and normalizeRelation make of it, and what stands
// in weave's catalog. A relation that drizzle-orm throws at is none of weave's, and it warns of each; a schema that
// it throws at is refused. Exit status 1 if one differs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences } from './introspect.mjs';
import { loadTypeScript } from './load.mjs';

const require = createRequire(import.meta.url);
const { createTableRelationsHelpers, extractTablesRelationalConfig, getTableName, is, Many, normalizeRelation } =
  require('drizzle-orm');
const folder = join(dirname(fileURLToPath(import.meta.url)), 'relations');
const LEAST = 15; // schemas; fewer means that they were not found

const names = (columns) => columns.map((column) => column.name);

/** The relations by "table.key", and how many cannot be followed; null if the schema cannot be read. */
function drizzles(file) {
  const relations = {};
  let broken = 0;
  // In the order of a module's namespace, which esbuild's is not.
  const schema = Object.fromEntries(Object.entries(loadTypeScript(file)).sort(([a], [b]) => (a < b ? -1 : 1)));
  let config;
  try {
    config = extractTablesRelationalConfig(schema, createTableRelationsHelpers);
  } catch {
    return null;
  }
  const { tables, tableNamesMap } = config;
  for (const table of Object.values(tables))
    for (const [key, relation] of Object.entries(table.relations))
      try {
        const { fields, references } = normalizeRelation(tables, tableNamesMap, relation);
        const many = is(relation, Many);
        relations[`${table.dbName}.${key}`] = {
          many,
          target: getTableName(relation.referencedTable),
          columns: names(fields),
          target_columns: names(references),
          name: relation.relationName ?? '',
          optional: !many && !relation.isNullable, // which is false where the columns may be null
        };
      } catch {
        broken++;
      }
  return { relations, broken };
}

function weaves(weave, file) {
  const midstage = mkdtempSync(join(tmpdir(), 'weave-relations-'));
  try {
    const options = ['--stage', 'parse', '--schema', file, '--midstage-dir', midstage];
    const { status, stderr, error } = spawnSync(weave, options, { encoding: 'utf8', timeout: 30_000 });
    if (error) throw error;
    if (status === 1 && stderr.includes('[W119]')) return null;
    if (status !== 0) throw new Error(`weave --stage parse: exit status ${status}\n${stderr}`);
    const { relations } = JSON.parse(readFileSync(join(midstage, 'schema.json'), 'utf8'));
    const entries = relations.map(({ table, key, many, target, columns, target_columns, name, optional }) => [
      `${table}.${key}`,
      { many, target, columns, target_columns, name, optional },
    ]);
    return { relations: Object.fromEntries(entries), broken: stderr.match(/: warning: .* \[W119\]$/gm)?.length ?? 0 };
  } finally {
    rmSync(midstage, { recursive: true, force: true });
  }
}

const [weave] = process.argv.slice(2);
if (!weave) {
  console.error('usage: relations.mjs WEAVE');
  process.exit(2);
}
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
for (const name of files)
  try {
    const [found, expected] = [weaves(weave, join(folder, name)), drizzles(join(folder, name))];
    const lines = differences(found, expected);
    const size = expected ? `${Object.keys(expected.relations).length} relations, ${expected.broken} broken` : 'refused';
    console.log(`${lines.length ? 'differs' : 'same'} ${name} (${size})`);
    for (const line of lines) console.log(`    ${line}`);
    if (lines.length) process.exitCode = 1;
  } catch (error) {
    console.log(`failed ${name}: ${error.message}`);
    process.exitCode = 1;
  }
if (files.length < LEAST) {
  console.log(`only ${files.length} schemas`);
  process.exitCode = 1;
}
