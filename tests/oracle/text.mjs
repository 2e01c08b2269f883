#!/usr/bin/env node
// text.mjs WEAVE [SCHEMA...] - weave's DDL is drizzle-kit's, byte for byte; all of ours without SCHEMA.
//
// Compared statement by statement, in drizzle-kit's order. A schema that says `// differs from drizzle-kit: WHY` in
// its first lines is one where drizzle-kit is wrong (docs/drizzle.md): there weave must differ, so that the line
// cannot outlive its reason, and with `--compat drizzle-kit` must not. One that says `// drizzle-kit refuses: WHAT` is
// refused by both then. Every other is the same with and without it.
// A line a schema; exit status 1 if one is not as it should be.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kitStatements } from './kit.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Schema files below a folder; of a folder with a schema.ts that one alone, and none of a project's. */
function schemasBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.map((entry) => entry.name);
  if (names.some((name) => /^(drizzle\..*config\.|package.json$|tsconfig.json$)/.test(name))) return [];
  if (names.includes('schema.ts')) return [join(folder, 'schema.ts')];
  return entries
    .filter((entry) => entry.name !== 'parts')
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return schemasBelow(path);
      return /^[^.]+\.ts$/.test(entry.name) ? [path] : [];
    });
}

const ourSchemas = () => [join(here, '../../examples/foundframe/schema.ts'), ...schemasBelow(join(here, 'schemas'))];

function weaveStatements(weave, file, ...options) {
  const { status, stdout, stderr, error } = spawnSync(weave, ['sql', '-q', '--schema', file, ...options], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (error) throw error;
  // With --compat SQLite may well refuse what drizzle-kit writes; it is printed all the same.
  if (status !== 0 && !options.includes('--compat')) throw new Error(`weave sql: exit status ${status}\n${stderr}`);
  return stdout;
}

/** The first place where two texts differ, as lines to print; none if they do not. */
function difference(found, expected) {
  if (found === expected) return [];
  const [a, b] = [found.split('\n'), expected.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  const i = at < 0 ? a.length : at;
  return [`line ${i + 1}: weave  ${a[i] ?? '(nothing)'}`, `line ${i + 1}: kit    ${b[i] ?? '(nothing)'}`];
}

/** What drizzle-kit throws at, weave writes, and refuses with --compat drizzle-kit. */
async function checkRefused(weave, file, what) {
  const kit = await kitStatements(file).then(
    () => ['drizzle-kit does not refuse it any more'],
    () => [],
  );
  weaveStatements(weave, file);
  const { status, stderr } = spawnSync(weave, ['sql', '--schema', file, '--compat', 'drizzle-kit'], { encoding: 'utf8' });
  const said = status === 1 && stderr.includes(`error: drizzle-kit refuses ${what} [W117]`);
  return [...kit, ...(said ? [] : [`--compat: exit status ${status}: ${stderr}`])];
}

async function check(weave, file) {
  const head = readFileSync(file, 'utf8').split('\n', 3).join('\n');
  const casing = /^\uFEFF?\/\/ casing: (\w+)/.exec(head)?.[1];
  const wanted = /^\/\/ differs from drizzle-kit: (.*)/m.exec(head)?.[1];
  const refused = /^\/\/ drizzle-kit refuses: (.*)/m.exec(head)?.[1];
  if (refused) return checkRefused(weave, file, refused);
  const options = casing ? ['--casing', casing] : [];
  const kit = (await kitStatements(file, casing)).map((sql) => `${sql.trimEnd()}\n`).join('');
  const own = difference(weaveStatements(weave, file, ...options), kit);
  if (wanted && own.length === 0) return ['weave does not differ any more'];
  const compat = difference(weaveStatements(weave, file, ...options, '--compat', 'drizzle-kit'), kit);
  return [...(wanted ? [] : own), ...compat.map((line) => `--compat ${line}`)];
}

const [weave, ...given] = process.argv.slice(2);
if (!weave) {
  console.error('usage: text.mjs WEAVE [SCHEMA...]');
  process.exit(2);
}
for (const file of given.length ? given : ourSchemas()) {
  const name = relative(process.cwd(), file);
  let lines;
  try {
    lines = await check(weave, file);
  } catch (error) {
    lines = [error.message];
  }
  console.log(`${lines.length ? 'differs' : 'same'} ${name}`);
  for (const line of lines) console.log(`    ${line}`);
  if (lines.length) process.exitCode = 1;
}
