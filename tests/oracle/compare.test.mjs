// compare.test.mjs - compare and random say what became of each schema, whatever the two sides do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const COMPARE = join(dirname(fileURLToPath(import.meta.url)), 'compare.mjs');
const folder = mkdtempSync(join(tmpdir(), 'weave-compare-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let projects = 0;

/** A directory with these files; its path. */
function project(files) {
  const root = join(folder, `project${projects++}`);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** A weave that does what a line of shell does. */
function pretended(line) {
  const file = join(project({ weave: `#!/bin/sh\n${line}\n` }), 'weave');
  chmodSync(file, 0o755);
  return file;
}

function compare(weave, ...paths) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [COMPARE, weave, ...paths], { encoding: 'utf8' });
  assert.equal(stderr, '');
  const [lines, counts] = stdout.split('\n\n');
  return { lines, status, counts: Object.fromEntries(counts.trim().split('\n').map((line) => line.split(/ {2,}/))) };
}

const DRIZZLE = "import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';\n";
const TABLE = `${DRIZZLE}export const t = sqliteTable('t', { id: integer('id').primaryKey(), a: text('a') });\n`;
const CONFIG = "export default { dialect: 'sqlite', schema: './schema.ts' };\n";
const DDL = 'CREATE TABLE t (id integer PRIMARY KEY NOT NULL, a text);';

test('weave itself agrees on a project with a configuration', () => {
  const { lines, counts, status } = compare(process.env.WEAVE, project({ 'schema.ts': TABLE, 'drizzle.config.ts': CONFIG }));
  assert.match(lines, /^agreed +\S+drizzle\.config\.ts: 1 tables$/);
  assert.deepEqual([counts.agreed, status], ['1', 0]);
});

test('without a configuration the files with tables are the entry, and tests are not', () => {
  const root = project({ 'src/db/a.ts': TABLE, 'src/db/a.test.ts': TABLE.replace("'t'", "'u'") });
  assert.match(compare(pretended(`echo '${DDL}'`), root).lines, /^agreed +\S+src\/db: 1 tables$/);
});

test('a difference is one, and fails', () => {
  const { lines, status } = compare(pretended(`echo '${DDL.replace('a text', 'a blob')}'`), project({ 'a.ts': TABLE }));
  assert.match(lines, /^differ +.*tables\.t\.columns\.1\.type: "BLOB", not "TEXT"$/);
  assert.equal(status, 1);
});

test('a difference that weave notes, and does not make with --compat, is mended', () => {
  const mended = TABLE.replace("text('a')", "text('a').default(null)");
  const { lines, status } = compare(process.env.WEAVE, project({ 'a.ts': mended }));
  assert.match(lines, /^mended +.*tables\.t\.columns\.1\.dflt_value: "NULL", not "'null'"$/);
  assert.equal(status, 0);
});

test('what SQLite does not take of weave is a difference', () => {
  const { lines } = compare(pretended("echo 'CREATE TABLE t (;'"), project({ 'a.ts': TABLE }));
  assert.match(lines, /^differ +.*SQLite: /);
});

test('an error of weave is told with its place', () => {
  const weave = pretended("echo 'warning: x' >&2; echo 'a.ts:1:2: error: no [W104]' >&2; exit 1");
  const { lines, status } = compare(weave, project({ 'a.ts': TABLE }));
  assert.match(lines, /^weave failed +.*a\.ts:1:2: error: no \[W104\]$/);
  assert.equal(status, 1);
});

test('a crash of weave is no error of its input', () => {
  assert.match(compare(pretended('kill -SEGV $$'), project({ 'a.ts': TABLE })).lines, /^weave crashed +.*SIGSEGV/);
  assert.match(compare(pretended('exit 70'), project({ 'a.ts': TABLE })).lines, /^weave crashed +.*: 70/);
});

test('a schema that ends the process, throws, or makes SQL that SQLite refuses is drizzle-kit failing', () => {
  const failing = (text) => compare(pretended('exit 1'), project({ 'a.ts': text })).lines;
  assert.match(failing(`${TABLE}process.exit(3);`), /^drizzle-kit failed .*it ends the process with 3$/);
  assert.match(failing(`${TABLE}throw new Error('no database');`), /^drizzle-kit failed .*no database$/);
  assert.match(failing(TABLE.replace("'a')", "'ID')")), /^drizzle-kit failed .*SQLite: duplicate column name: ID$/);
});

test('a package that is not installed is stood in for, as long as it does not reach the schema', () => {
  const { lines } = compare(
    pretended(`echo '${DDL}'`),
    project({ 'a.ts': `import { z } from 'zod';\n${TABLE}export const shape = z.object({ a: z.string().min(1) });` }),
    project({ 'b.ts': `import { NAME } from 'names';\n${TABLE.replace("'a')", "'a').default(NAME)")}` }),
  );
  assert.match(lines, /^agreed +/m);
  assert.match(lines, /^drizzle-kit failed .*not installed reaches the schema$/m);
});

test('a configuration may be one for who calls drizzle-kit in the package around it', () => {
  const config = CONFIG.replace('./schema.ts', './src/schema.ts');
  const root = project({ 'package.json': '{}', 'src/schema.ts': TABLE, 'src/db/drizzle.config.ts': config });
  assert.match(compare(process.env.WEAVE, root).lines, /^agreed +\S+src\/db\/drizzle\.config\.ts: 1 tables$/);
});

test('configurations of other dialects are passed over', () => {
  const files = { 'schema.ts': TABLE, 'drizzle.config.ts': CONFIG, 'pg/drizzle.config.ts': CONFIG.replace('sqlite', 'postgresql') };
  assert.equal(compare(pretended(`echo '${DDL}'`), project(files)).lines.split('\n').length, 1);
});

test('where weave cannot read the configuration, it is given the files, and that is said', () => {
  const weave = pretended(`case "$*" in *--config*) echo 'c.ts:1:1: error: no' >&2; exit 1;; esac; echo '${DDL}'`);
  const { lines } = compare(weave, project({ 'schema.ts': TABLE, 'drizzle.config.ts': CONFIG }));
  assert.match(lines, /^agreed +.*by its files, for the configuration: c\.ts:1:1: error: no$/);
});

test('random schemas find what a weave does wrong, and make it small', () => {
  const wrong = pretended(`${process.env.WEAVE} "$@" | sed 's/ real/ float/'`);
  const args = [join(dirname(COMPARE), 'random.mjs'), wrong, '20', '1'];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const [, first] = stdout.split(/^seed \d+: /m);
  assert.match(first, /^silent: it differs without a word\n/);
  assert.equal(first.match(/sqliteTable\("/g).length, 1);
  assert.match(first, /\{\n {2}\S+: real\(\),\n\}\);\n/);
  assert.equal(status, 1);
});
