// verdict.mjs - an entry (see project.mjs) through drizzle-kit and through weave, and which of these it is:
//
// agreed; mended: drizzle-kit is wrong, weave notes it (W117) and with --compat does the same; weave failed: an error;
// weave crashed; drizzle-kit failed, or SQLite refuses what it makes; differ.
import { execFile } from 'node:child_process';
import { differences, introspect } from './introspect.mjs';

export const VERDICTS = ['agreed', 'mended', 'weave failed', 'weave crashed', 'drizzle-kit failed', 'differ'];
export const SECONDS = 60;

/** A program's exit status, or the signal that ended it, and what it wrote. */
export function output(program, args, cwd) {
  return new Promise((done) =>
    execFile(
      program,
      args,
      { cwd, timeout: SECONDS * 1000, killSignal: 'SIGKILL', maxBuffer: 1 << 28, encoding: 'utf8' },
      (error, stdout, stderr) => done({ status: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
    ),
  );
}

export const linesOf = (text) => text.split('\n').filter((line) => line.trim() !== '');

async function runWeave(weave, args, cwd = '/') {
  const { status, stdout, stderr } = await output(weave, ['sql', ...args], cwd);
  const lines = linesOf(stderr);
  const error = lines.find((line) => / error: |^weave: /.test(line)) ?? lines[0] ?? 'no word of why';
  if (status !== 0 && status !== 1) return { crash: `${status}: ${error}` };
  return status === 0 ? { ddl: stdout, mends: stderr.includes('[W117]') } : { error };
}

/** weave's DDL: as the configuration says; where that cannot be read, of the files drizzle-kit read. */
async function weaveSays(weave, { config, cwd, files, casing, unread }, ...more) {
  const byFiles = [...files.flatMap((file) => ['--schema', file]), ...(casing ? ['--casing', casing] : []), ...more];
  if (!config || unread) return runWeave(weave, byFiles);
  const said = await runWeave(weave, ['--config', config, ...more], cwd);
  if (said.error === undefined) return said;
  return { ...(await runWeave(weave, byFiles)), config: said.error };
}

/** Where two DDLs differ, as SQLite understands them: lines. */
function compareDDL(ddl, expected) {
  try {
    return differences(introspect(ddl), expected);
  } catch (error) {
    return [`SQLite: ${error.message}`];
  }
}

/** [verdict, details]. `judge` gives the DDL drizzle-kit makes of an entry: { ddl } or { error }. */
export async function verdict(weave, entry, judge) {
  const kit = entry.error ? entry : await judge(entry);
  if (kit.error) return ['drizzle-kit failed', linesOf(kit.error).slice(0, 2).join(' ')];
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
  const [first, ...more] = compareDDL(said.ddl, expected);
  if (first) {
    const compat = said.mends ? await weaveSays(weave, entry, '--compat', 'drizzle-kit') : {};
    const isMended = compat.ddl !== undefined && compareDDL(compat.ddl, expected).length === 0;
    return [isMended ? 'mended' : 'differ', more.length ? `${first} (and ${more.length} more)` : first];
  }
  const size = `${Object.keys(expected.tables).length} tables`;
  return ['agreed', said.config ? `${size}; by its files, for the configuration: ${said.config}` : size];
}
