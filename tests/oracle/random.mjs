#!/usr/bin/env node
// random.mjs WEAVE [N [SEED]] - N random schemas (100) from SEED (1) on through drizzle-kit and through weave.
//
// With --compat weave writes drizzle-kit's bytes. Without, it writes them too, or notes where drizzle-kit is wrong
// (W117) and writes what SQLite takes; it fails only where drizzle-kit or SQLite does. What is found is made smaller
// and printed, with its seed; exit status 1 if anything was.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { introspect } from './introspect.mjs';
import { kitStatementsOf, silenced } from './kit.mjs';
import { printSchema, randomSchema, shrink } from './random_schema.mjs';
import { output } from './verdict.mjs';

const require = createRequire(import.meta.url);

function exportsOf(text) {
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'node18', logLevel: 'silent' });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', code)(module, module.exports, require);
  return module.exports;
}

/** What drizzle-kit writes; { error } if it fails. */
async function kitOf(text, casing) {
  try {
    const statements = await silenced(() => kitStatementsOf(exportsOf(text), casing ?? undefined));
    return { sql: statements.map((sql) => `${sql.trimEnd()}\n`).join('') };
  } catch (error) {
    return { error: error.message };
  }
}

function faultOfSQLite(sql) {
  try {
    introspect(sql);
    return null;
  } catch (error) {
    return error.message;
  }
}

const counts = { same: 0, mended: 0, 'SQLite refuses': 0, 'drizzle-kit fails': 0 };
function count(what) {
  counts[what]++;
  return null;
}

const firstError = (stderr) => /error: (.*)/.exec(stderr)?.[1] ?? stderr.split('\n')[0];

/** [kind, details] of what is wrong; null if nothing is. */
async function faultOf(weave, file, schema) {
  const text = printSchema(schema);
  writeFileSync(file, text);
  const run = (...more) => output(weave, ['sql', '--schema', file, ...(schema.casing ? ['--casing', schema.casing] : []), ...more]);
  const [kit, own, compat] = await Promise.all([kitOf(text, schema.casing), run(), run('--compat', 'drizzle-kit')]);
  for (const { status, stderr } of [own, compat])
    if (status !== 0 && status !== 1) return ['crash', `${status}: ${stderr.split('\n')[0]}`];
  if (kit.error) return count('drizzle-kit fails'); // whether weave refuses it, too, is text.mjs's matter
  const refused = faultOfSQLite(kit.sql);
  if (own.status === 0) {
    const fault = faultOfSQLite(own.stdout);
    if (fault && !(refused && own.stdout === kit.sql)) return ['sqlite', fault];
    const noted = own.stderr.includes('[W117]');
    if (own.stdout !== kit.sql && !noted) return ['silent', 'it differs without a word'];
    if (own.stdout === kit.sql && noted) return ['vain', 'it does not differ from what it notes'];
  } else if (!refused) {
    return ['failed', firstError(own.stderr)];
  }
  if (compat.stdout !== kit.sql && !refused) return ['compat', firstError(compat.stderr) || 'it differs with --compat'];
  return count(refused ? 'SQLite refuses' : own.stdout === kit.sql ? 'same' : 'mended');
}

const [weave, n = '100', seed = '1'] = process.argv.slice(2);
if (!weave) {
  console.error('usage: random.mjs WEAVE [N [SEED]]');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'weave-random-'));
const file = join(folder, 'schema.ts');
let faults = 0;
try {
  for (let i = 0; i < Number(n); i++) {
    const schema = randomSchema(Number(seed) + i);
    const fault = await faultOf(resolve(weave), file, schema);
    if (!fault) continue;
    faults++;
    const sameFault = async (candidate) => (await faultOf(resolve(weave), file, candidate))?.[0] === fault[0];
    const least = await shrink(schema, sameFault);
    console.log(`seed ${Number(seed) + i}: ${(await faultOf(resolve(weave), file, least)).join(': ')}\n${printSchema(least)}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(Object.entries(counts).map(([what, n]) => `${what}: ${n}`).join(', '));
console.log(`${n} schemas from ${seed}, ${faults} faults`);
if (faults) process.exitCode = 1;
