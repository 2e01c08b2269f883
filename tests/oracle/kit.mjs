// kit.mjs - the DDL that drizzle-kit makes of a schema.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { loadForeign, loadTypeScript } from './load.mjs';
import { filesBelow, foreignProcess, workspacePackages } from './project.mjs';
import { hasStandIn } from './stand_in.mjs';

const require = createRequire(import.meta.url);

/** The statements for what modules export, by drizzle-kit's API: what its command does, without a process. */
export async function kitStatementsOf(exports, casing) {
  const { generateSQLiteDrizzleJson, generateSQLiteMigration } = require('drizzle-kit/api');
  const empty = await generateSQLiteDrizzleJson({});
  const schema = await generateSQLiteDrizzleJson(exports, empty.id, casing);
  return generateSQLiteMigration(empty, schema);
}

/** The DDL of a schema file. */
export const kitDDL = async (file, casing) => (await kitStatementsOf(loadTypeScript(file), casing)).join('\n');

/** The statements of an entry, as project.mjs describes it. */
export async function kitStatements({ files, root, cwd = root, casing }) {
  const packages = workspacePackages(filesBelow(root));
  const modules = await loadForeign(files, packages, foreignProcess(cwd));
  const exports = modules.flatMap((module, i) => Object.entries(module).map(([name, value]) => [`${i}:${name}`, value]));
  const statements = await kitStatementsOf(Object.fromEntries(exports), casing);
  if (statements.some(hasStandIn)) throw new Error('a value of a package that is not installed reaches the schema');
  return statements;
}

/** Runs `work` with nothing printed; where drizzle-kit would print why and end the process, that is the error. */
export async function silenced(work) {
  const { log, info, warn, error, debug } = console;
  const { exit } = process;
  let said = '';
  const listen = (...words) => (said = words.join(' ').trim());
  Object.assign(console, { log: listen, info: listen, warn: listen, error: listen, debug: listen });
  process.exit = (status) => {
    throw new Error(said || `it ends the process with ${status}`);
  };
  try {
    return await work();
  } finally {
    Object.assign(console, { log, info, warn, error, debug });
    process.exit = exit;
  }
}

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
