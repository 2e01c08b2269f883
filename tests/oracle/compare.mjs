#!/usr/bin/env node
// compare.mjs WEAVE DIRECTORY|SCHEMA... - other people's schemas through drizzle-kit and through weave.
//
// Every drizzle.config.* below a DIRECTORY is an entry; without any, its files with tables are one.
// A line an entry, with what was wrong first; then how many agreed, failed on one side, and differ.
// Exit status 1 if weave failed or differs.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SECONDS, VERDICTS, linesOf, output, verdict } from './verdict.mjs';

const JUDGE = join(dirname(fileURLToPath(import.meta.url)), 'judge.mjs');
const AT_ONCE = 2;

async function judge(args) {
  const { status, stdout, stderr } = await output(process.execPath, [JUDGE, ...args]);
  try {
    return JSON.parse(stdout);
  } catch {
    return { error: status === 'SIGKILL' ? `no answer in ${SECONDS} s` : `ended with ${status}: ${linesOf(stderr)[0]}` };
  }
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
const counts = new Map(VERDICTS.map((verdict) => [verdict, 0]));
await inParallel(paths, async (path) => {
  for (const entry of await entriesIn(path)) {
    const [what, details] = await verdict(resolve(weave), entry, (entry) => judge([JSON.stringify(entry)]));
    counts.set(what, counts.get(what) + 1);
    console.log(`${what.padEnd(18)} ${entry.name}: ${details}`);
  }
});
console.log();
for (const [what, count] of counts) console.log(`${what.padEnd(18)} ${String(count).padStart(5)}`);
if (counts.get('weave failed') + counts.get('weave crashed') + counts.get('differ') > 0) process.exitCode = 1;
