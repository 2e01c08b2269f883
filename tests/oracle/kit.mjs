// kit.mjs - the DDL that drizzle-kit makes of a schema.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { loadTypeScript } from './load.mjs';

const require = createRequire(import.meta.url);

/** The DDL of what modules export, by drizzle-kit's API: what its command does, without a process. */
export async function kitDDLOf(exports, casing) {
  const { generateSQLiteDrizzleJson, generateSQLiteMigration } = require('drizzle-kit/api');
  const empty = await generateSQLiteDrizzleJson({});
  const schema = await generateSQLiteDrizzleJson(exports, empty.id, casing);
  return (await generateSQLiteMigration(empty, schema)).join('\n');
}

/** The DDL of a schema file. */
export const kitDDL = (file, casing) => kitDDLOf(loadTypeScript(file), casing);

/** The DDL that `drizzle-kit generate` writes, called as a user calls it. */
export function kitCommandDDL(file, casing) {
  const folder = mkdtempSync(join(tmpdir(), 'weave-oracle-'));
  const bin = join(dirname(require.resolve('drizzle-kit')), 'bin.cjs');
  const options = [
    '--dialect',
    'sqlite',
    '--schema',
    resolve(file),
    '--out',
    'out',
    ...(casing ? ['--casing', casing] : []),
  ];
  try {
    execFileSync(process.execPath, [bin, 'generate', ...options], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const written = readdirSync(join(folder, 'out')).filter((name) => name.endsWith('.sql'));
    if (written.length !== 1) throw new Error(`drizzle-kit wrote ${written.length} migrations of ${file}`);
    return readFileSync(join(folder, 'out', written[0]), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
