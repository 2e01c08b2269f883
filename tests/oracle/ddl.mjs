#!/usr/bin/env node
// ddl.mjs WEAVE [SCHEMA...] - weave's database is drizzle-kit's, for each schema; all of ours without SCHEMA.
//
// Both DDLs are loaded into SQLite and what SQLite then knows of them is compared. A line a schema;
// exit status 1 if one differs. A schema whose first line is `// casing: X` is read with that casing.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences, introspect } from './introspect.mjs';
import { kitCommandDDL, kitDDL } from './kit.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const foundframe = join(here, '../../examples/foundframe/schema.ts');

function ourSchemas() {
  const folder = join(here, 'schemas');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return [foundframe, ...names.map((name) => join(folder, name))];
}

function weaveDDL(weave, file, casing) {
  const { status, stdout, stderr, error } = spawnSync(
    weave,
    ['sql', '--schema', file, ...(casing ? ['--casing', casing] : [])],
    { encoding: 'utf8', timeout: 30_000 },
  );
  if (error) throw error;
  if (status !== 0) throw new Error(`weave sql: exit status ${status}\n${stderr}`);
  return stdout;
}

async function compare(weave, file) {
  const casing = /^\uFEFF?\/\/ casing: (\w+)/.exec(readFileSync(file, 'utf8'))?.[1];
  const expected = introspect(file === foundframe ? kitCommandDDL(file) : await kitDDL(file, casing));
  const tables = Object.values(expected.tables);
  if (tables.length === 0) throw new Error('drizzle-kit sees no table in it');
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0);
  return {
    size: `${tables.length} tables, ${columns} columns`,
    lines: differences(introspect(weaveDDL(weave, file, casing)), expected),
  };
}

const [weave, ...given] = process.argv.slice(2);
if (!weave) {
  console.error('usage: ddl.mjs WEAVE [SCHEMA...]');
  process.exit(2);
}
for (const file of given.length ? given : ourSchemas()) {
  const name = relative(process.cwd(), file);
  try {
    const { size, lines } = await compare(weave, file);
    console.log(`${lines.length ? 'differs' : 'same'} ${name} (${size})`);
    for (const line of lines) console.log(`    ${line}`);
    if (lines.length) process.exitCode = 1;
  } catch (error) {
    console.log(`failed ${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
