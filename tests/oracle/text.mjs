#!/usr/bin/env node
// text.mjs WEAVE [SCHEMA|DIRECTORY...] - weave's DDL is drizzle-kit's, byte for byte; all of ours without SCHEMA.
//
// Compared statement by statement, in drizzle-kit's order. Where a schema says that drizzle-kit is wrong, weave must
// differ, so that the line cannot outlive its reason, and with `--compat drizzle-kit` must not; what drizzle-kit
// refuses both refuse then. Every other is the same with and without it.
// A line a schema; exit status 1 if one is not as it should be.
import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { kitStatements, silenced } from './kit.mjs';
import { ourEntries } from './ours.mjs';

const how = (casing) => (casing ? ['--casing', casing] : []);

function weaveStatements(weave, { config, files, casing }, ...options) {
  const what = config ? ['--config', config] : files.flatMap((file) => ['--schema', file]);
  const { status, stdout, stderr, error } = spawnSync(weave, ['sql', '-q', ...what, ...how(casing), ...options], {
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
async function checkRefused(weave, entry) {
  const kit = await silenced(() => kitStatements(entry)).then(
    () => ['drizzle-kit does not refuse it any more'],
    () => [],
  );
  weaveStatements(weave, entry);
  const args = ['sql', '--schema', entry.files[0], '--compat', 'drizzle-kit'];
  const { status, stderr } = spawnSync(weave, args, { encoding: 'utf8' });
  const said = status === 1 && stderr.includes(`error: drizzle-kit refuses ${entry.refused} [W117]`);
  return [...kit, ...(said ? [] : [`--compat: exit status ${status}: ${stderr}`])];
}

async function check(weave, entry) {
  if (entry.refused) return checkRefused(weave, entry);
  const kit = (await silenced(() => kitStatements(entry))).map((sql) => `${sql.trimEnd()}\n`).join('');
  const own = difference(weaveStatements(weave, entry), kit);
  if (entry.mended && own.length === 0) return ['weave does not differ any more'];
  const compat = difference(weaveStatements(weave, entry, '--compat', 'drizzle-kit'), kit);
  return [...(entry.mended ? [] : own), ...compat.map((line) => `--compat ${line}`)];
}

const [weave, ...given] = process.argv.slice(2);
if (!weave) {
  console.error('usage: text.mjs WEAVE [SCHEMA|DIRECTORY...]');
  process.exit(2);
}
for (const entry of await ourEntries(given)) {
  const name = relative(process.cwd(), entry.name);
  let lines;
  try {
    lines = await check(weave, entry);
  } catch (error) {
    lines = [error.message];
  }
  console.log(`${lines.length ? 'differs' : 'same'} ${name}`);
  for (const line of lines) console.log(`    ${line}`);
  if (lines.length) process.exitCode = 1;
}
