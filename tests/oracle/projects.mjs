#!/usr/bin/env node
// projects.mjs WEAVE - what drizzle-kit makes of a project's configuration, weave makes of it.
//
// Each folder of projects/ is copied, and both are called in the copy as a user calls them; `arguments`, if it is
// there, holds more of them. Their SQL is the same, byte for byte.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const kit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');

function run(program, args, cwd) {
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch ({ stdout, stderr }) {
    throw new Error(`${program}: ${stdout}${stderr}`);
  }
}

function kitText(folder, args) {
  run(process.execPath, [kit, 'generate', ...args], folder);
  const written = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.sql'));
  if (written.length !== 1) throw new Error(`drizzle-kit wrote ${written.length} migrations`);
  const statements = readFileSync(join(folder, 'out', written[0]), 'utf8').split('--> statement-breakpoint\n');
  return statements.map((sql) => `${sql.trimEnd()}\n`).join('');
}

const [weave] = process.argv.slice(2);
if (!weave) {
  console.error('usage: projects.mjs WEAVE');
  process.exit(2);
}
for (const name of readdirSync(join(here, 'projects'))) {
  const folder = mkdtempSync(join(tmpdir(), 'weave-oracle-'));
  try {
    cpSync(join(here, 'projects', name), folder, { recursive: true });
    symlinkSync(join(here, '../../node_modules'), join(folder, 'node_modules'));
    const file = join(folder, 'arguments');
    const args = existsSync(file) ? readFileSync(file, 'utf8').trim().split(/\s+/) : [];
    const expected = kitText(folder, args);
    const found = run(weave, ['sql', '-q', ...args], folder);
    const tables = expected.match(/^CREATE TABLE/gm).length;
    console.log(`${found === expected ? 'same' : 'differs'} ${name} (${tables} tables)`);
    if (found !== expected) {
      console.log(`--- drizzle-kit\n${expected}--- weave\n${found}`);
      process.exitCode = 1;
    }
  } catch (error) {
    console.log(`failed ${name}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
