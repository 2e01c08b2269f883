#!/usr/bin/env node
// judge.mjs ENTRY - the DDL drizzle-kit makes of an entry (JSON, see project.mjs), as JSON; for compare.mjs.
//
// A process of its own, because what it runs is other people's code: it may hang or end the process.
// `judge.mjs --entries DIRECTORY` gives a directory's entries.
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { kitDDLOf } from './kit.mjs';
import { loadForeign } from './load.mjs';
import { entriesOf, filesBelow, foreignProcess, workspacePackages } from './project.mjs';
import { hasStandIn } from './stand_in.mjs';

async function judge({ files, root, config, casing }) {
  const packages = workspacePackages(filesBelow(root));
  const modules = await loadForeign(files, packages, foreignProcess(config ? dirname(config) : root));
  const exports = modules.flatMap((module, i) => Object.entries(module).map(([name, value]) => [`${i}:${name}`, value]));
  const ddl = await kitDDLOf(Object.fromEntries(exports), casing);
  if (hasStandIn(ddl)) throw new Error('a value of a package that is not installed reaches the schema');
  return { ddl };
}

const silent = () => {};
Object.assign(console, { log: silent, info: silent, warn: silent, error: silent, debug: silent });
let answer;
try {
  const [what, directory] = process.argv.slice(2);
  answer = what === '--entries' ? await entriesOf(directory) : await judge(JSON.parse(what));
} catch (error) {
  answer = { error: String(error?.message ?? error) };
}
writeFileSync(1, JSON.stringify(answer));
process.exit();
