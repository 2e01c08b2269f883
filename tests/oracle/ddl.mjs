#!/usr/bin/env node
// ddl.mjs WEAVE [SCHEMA|DIRECTORY...] - weave's database is drizzle-kit's, for each schema; all of ours without SCHEMA.
//
// Both DDLs are loaded into SQLite and what SQLite then knows of them is compared. A line a schema;
// exit status 1 if one differs. A schema whose first line is `// casing: X` is read with that casing.
// What is in a folder "kit" is not: there drizzle-kit is wrong, and text.mjs judges.
// A folder with a drizzle.config.* or a package.json is a project, one with a schema.ts a schema; so is every other file.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kitCommandDDL, kitDDLOfEntry, silenced } from './kit.mjs';
import { entriesOf } from './project.mjs';
import { verdict } from './verdict.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const foundframe = join(here, '../../examples/foundframe/schema.ts');

function fileEntry(file, root = dirname(file)) {
  const casing = /^\uFEFF?\/\/ casing: (\w+)/.exec(readFileSync(file, 'utf8'))?.[1];
  return { name: file, root, files: [file], casing };
}

/** The entries of our own schemas below a folder. */
async function entriesBelow(folder) {
  const names = readdirSync(folder).sort();
  if (names.some((name) => /^(drizzle\..*config\.|package.json$)/.test(name))) return silenced(() => entriesOf(folder));
  if (names.includes('schema.ts')) return [fileEntry(join(folder, 'schema.ts'), folder)];
  const entries = [];
  for (const path of names.filter((name) => name !== 'parts' && name !== 'kit').map((name) => join(folder, name)))
    if (statSync(path).isDirectory()) entries.push(...(await entriesBelow(path)));
    else if (path.endsWith('.ts')) entries.push(fileEntry(path));
  return entries;
}

async function judge(entry) {
  const [file] = entry.files;
  try {
    return { ddl: file === foundframe ? kitCommandDDL(file) : await silenced(() => kitDDLOfEntry(entry)) };
  } catch (error) {
    return { error: error.message };
  }
}

const [weave, ...given] = process.argv.slice(2);
if (!weave) {
  console.error('usage: ddl.mjs WEAVE [SCHEMA|DIRECTORY...]');
  process.exit(2);
}
const paths = given.length ? given.map((path) => resolve(path)) : [foundframe, join(here, 'schemas')];
let agreed = 0;
let others = 0;
for (const path of paths)
  for (const entry of statSync(path).isDirectory() ? await entriesBelow(path) : [fileEntry(path)]) {
    const [what, details] = await verdict(resolve(weave), entry, judge);
    const byFiles = details.includes('by its files');
    if (what === 'agreed' && !byFiles) agreed++;
    else others++;
    console.log(`${what} ${relative(process.cwd(), entry.config ?? entry.name)}: ${details}`);
  }
console.log(`${agreed} agreed, ${others} did not`);
if (others > 0 || agreed === 0) process.exitCode = 1;
