#!/usr/bin/env node
// compare.mjs WEAVE DIRECTORY|SCHEMA... - other people's schemas through drizzle-kit and through weave.
//
// Every drizzle.config.* below a DIRECTORY is an entry; without any, its files with tables are one.
// A line an entry, with what was wrong first; then how many agreed, failed on one side, and differ.
// Exit status 1 if weave failed or differs.
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences, introspect } from './introspect.mjs';

const JUDGE = join(dirname(fileURLToPath(import.meta.url)), 'judge.mjs');
const AT_ONCE = 2;
const SECONDS = 60;

/** A program's exit status, or the signal that ended it, and what it wrote. */
function output(program, args, cwd) {
  return new Promise((done) =>
    execFile(
      program,
      args,
      { cwd, timeout: SECONDS * 1000, killSignal: 'SIGKILL', maxBuffer: 1 << 28, encoding: 'utf8' },
      (error, stdout, stderr) => done({ status: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
    ),
  );
}

async function judge(args) {
  const { status, stdout, stderr } = await output(process.execPath, [JUDGE, ...args]);
  try {
    return JSON.parse(stdout);
  } catch {
    return { error: status === 'SIGKILL' ? `no answer in ${SECONDS} s` : `ended with ${status}: ${firstLine(stderr)}` };
  }
}

const lines = (text) => text.split('\n').filter((line) => line.trim() !== '');
const firstLine = (text) => lines(text)[0] ?? '';

/** weave's DDL: as the configuration says; where that cannot be read, the files drizzle-kit read. */
async function weaveSays(weave, { config, files, casing, unread }) {
  const byFiles = [...files.flatMap((file) => ['--schema', file]), ...(casing ? ['--casing', casing] : [])];
  const run = async (args, cwd = '/') => {
    const { status, stdout, stderr } = await output(weave, ['sql', ...args], cwd);
    const error = stderr.split('\n').find((line) => / error: |^weave: /.test(line)) ?? firstLine(stderr);
    if (status !== 0 && status !== 1) return { crash: `${status}: ${error}` };
    return status === 0 ? { ddl: stdout } : { error };
  };
  if (!config || unread) return run(byFiles);
  const said = await run(['--config', config], dirname(config));
  if (said.error === undefined) return said;
  return { ...(await run(byFiles)), config: said.error };
}

/** [verdict, details] */
async function verdict(weave, entry) {
  const kit = entry.error ? entry : await judge([JSON.stringify(entry)]);
  if (kit.error) return ['drizzle-kit failed', lines(kit.error).slice(0, 2).join(' ')];
  let expected;
  try {
    expected = introspect(kit.ddl);
  } catch (error) {
    return ['drizzle-kit failed', `SQLite: ${error.message}`];
  }
  if (Object.keys(expected.tables).length === 0) return ['drizzle-kit failed', 'it sees no table'];
  const said = await weaveSays(weave, entry);
  if (said.crash) return ['weave crashed', said.crash];
  if (said.error) return ['weave failed', said.error];
  try {
    const [first, ...more] = differences(introspect(said.ddl), expected);
    if (first) return ['differ', more.length ? `${first} (and ${more.length} more)` : first];
  } catch (error) {
    return ['differ', `SQLite: ${error.message}`];
  }
  const size = `${Object.keys(expected.tables).length} tables`;
  return ['agreed', said.config ? `${size}; by its files, for the configuration: ${said.config}` : size];
}

async function entriesIn(path) {
  const whole = resolve(path);
  if (!existsSync(whole)) throw new Error(`cannot open ${path}`);
  if (!statSync(whole).isDirectory()) return [{ name: path, root: dirname(whole), files: [whole] }];
  const entries = await judge(['--entries', whole]);
  const name = relative(process.cwd(), whole) || '.';
  if (entries.error) return [{ name, error: entries.error }];
  return entries.map((entry) => ({ ...entry, name: join(name, entry.name) }));
}

async function inParallel(items, work) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

const [weave, ...paths] = process.argv.slice(2);
if (!weave || paths.length === 0) {
  console.error('usage: compare.mjs WEAVE DIRECTORY|SCHEMA...');
  process.exit(2);
}
const counts = new Map(['agreed', 'weave failed', 'weave crashed', 'drizzle-kit failed', 'differ'].map((v) => [v, 0]));
await inParallel(paths, async (path) => {
  for (const entry of await entriesIn(path)) {
    const [what, details] = await verdict(resolve(weave), entry);
    counts.set(what, counts.get(what) + 1);
    console.log(`${what.padEnd(18)} ${entry.name}: ${details}`);
  }
});
console.log();
for (const [what, count] of counts) console.log(`${what.padEnd(18)} ${String(count).padStart(5)}`);
if (counts.get('weave failed') + counts.get('weave crashed') + counts.get('differ') > 0) process.exitCode = 1;
