// ours.mjs - our own schemas, as entries (see project.mjs).
//
// A folder with a drizzle.config.* or a package.json is a project, one with a schema.ts a schema; so is every other
// file. A schema whose first lines say `// casing: X` is read with that casing, and one that says
// `// differs from drizzle-kit: WHY` is one where drizzle-kit is wrong (docs/drizzle.md); at one that says
// `// drizzle-kit refuses: WHAT` it throws.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silenced } from './kit.mjs';
import { entriesOf } from './project.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const foundframe = join(here, '../../examples/foundframe/schema.ts');

function fileEntry(file) {
  const head = readFileSync(file, 'utf8').split('\n', 3).join('\n');
  const casing = /^\uFEFF?\/\/ casing: (\w+)/m.exec(head)?.[1];
  const mended = /^\/\/ differs from drizzle-kit: (.*)/m.exec(head)?.[1];
  const refused = /^\/\/ drizzle-kit refuses: (.*)/m.exec(head)?.[1];
  return { name: file, root: dirname(file), files: [file], casing, mended, refused };
}

async function entriesBelow(folder) {
  const names = readdirSync(folder).sort();
  if (names.some((name) => /^(drizzle\..*config\.|package.json$)/.test(name))) {
    const entries = await silenced(() => entriesOf(folder));
    return entries.map((entry) => ({ ...entry, name: entry.config ?? folder }));
  }
  if (names.includes('schema.ts')) return [fileEntry(join(folder, 'schema.ts'))];
  const entries = [];
  for (const path of names.filter((name) => name !== 'parts').map((name) => join(folder, name)))
    if (statSync(path).isDirectory()) entries.push(...(await entriesBelow(path)));
    else if (path.endsWith('.ts')) entries.push(fileEntry(path));
  return entries;
}

/** The entries of these schemas and folders; of all of ours without any. */
export async function ourEntries(paths = []) {
  const given = paths.length ? paths.map((path) => resolve(path)) : [foundframe, join(here, 'schemas')];
  const entries = [];
  for (const path of given) entries.push(...(statSync(path).isDirectory() ? await entriesBelow(path) : [fileEntry(path)]));
  return entries;
}
