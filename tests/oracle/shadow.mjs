#!/usr/bin/env node
// shadow.mjs WEAVE [SCHEMA|DIRECTORY...] - what `weave shadow` prints is the schema; all of ours without SCHEMA.
//
// Of each: weave makes the same statements of the shadow as of the schema, drizzle-kit a database that SQLite knows to
// be the same, and the TypeScript compiler has nothing against it. A line a schema; exit status 1 if one differs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { introspect } from './introspect.mjs';
import { kitDDL, silenced } from './kit.mjs';
import { ourEntries } from './ours.mjs';

const require = createRequire(import.meta.url);
const ts = require('typescript');
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'weave-shadow-'));
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));

function weave(command, { config, files, casing }) {
  const what = config ? ['--config', config] : files.flatMap((file) => ['--schema', file]);
  const options = casing ? ['--casing', casing] : [];
  const { status, stdout, stderr } = spawnSync(program, [command, '-q', ...what, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`weave ${command}: exit status ${status}\n${stderr}`);
  return stdout;
}

/** The statements, whatever their order: a shadow is one file. */
const statements = (sql) => sql.split(/;\n(?=CREATE|$)/).sort();

async function check(entry, file) {
  const sql = weave('sql', entry);
  const shadow = weave('shadow', entry);
  writeFileSync(file, shadow);
  assert.deepEqual(statements(weave('sql', { files: [file] })), statements(sql));
  if (!entry.mended && !entry.refused) {
    const kit = await silenced(() => kitDDL(file));
    assert.deepEqual(introspect(kit), introspect(sql));
  }
}

function typeErrors(files) {
  const options = { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
  const found = ts.getPreEmitDiagnostics(ts.createProgram(files, options));
  return ts.formatDiagnostics(found, { getCurrentDirectory: () => folder, getCanonicalFileName: (name) => name, getNewLine: () => '\n' });
}

const [program, ...given] = process.argv.slice(2).map((path) => resolve(path));
if (!program) {
  console.error('usage: shadow.mjs WEAVE [SCHEMA|DIRECTORY...]');
  process.exit(2);
}
const files = [];
for (const [i, entry] of (await ourEntries(given)).entries()) {
  const file = join(folder, String(i), 'schema.ts');
  mkdirSync(dirname(file));
  try {
    await check(entry, file);
    console.log(`same ${relative(process.cwd(), entry.name)}`);
  } catch (error) {
    console.log(`differs ${relative(process.cwd(), entry.name)} (${i})\n${error.message}`);
    process.exitCode = 1;
  }
  files.push(file);
}
const errors = typeErrors(files);
if (errors || files.length === 0) {
  console.log(errors);
  process.exitCode = 1;
}
if (!process.env.KEEP) rmSync(folder, { recursive: true });
