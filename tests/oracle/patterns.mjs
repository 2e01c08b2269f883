#!/usr/bin/env node
// patterns.mjs WEAVE - a pattern that becomes a CHECK accepts what JavaScript's expression matches.
//
// Each text is held against each pattern on both sides. A pattern that GLOB cannot say is refused.
import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const said = [
  /^[a-z0-9_-]+$/, /^\d{5}$/, /^[^@]*$/, /^[^@ ]+$/, /^[A-Z]{2}-\d{3}/, /@.+\.de$/, /[*?]\[/, /[\]a-c-]/, /^a.c$/s, /^.*b.*$/s,
  /^\w+$/, /^\w{2,4}$/, /abc/, /^$/, /^x{3}$/, /\?/, /^\[\*\]$/, /[^a]$/, /^[\d.]+$/, /^[a-]{2}$/, /a\.b\/c/, /^é$/, /^[éa]+$/,
  /^[\w.]+$/, /^.{2}$/s, /^.{2,}$/s, /^[+-]?$/, /^a+$/, /^-?\d+$/, /^(a|b)+$/, /a|b/, /^[0-9a-f]{8}-[0-9a-f]{4}$/, /^[[]$/, /^[\^]$/,
  /\bx/, /^[^]$/, /^[]$/, /^a{0}$/, /a*?b/, /(?=a)/, /^\s+$/, /^[a-zé-ü]$/, /^#[0-9a-fA-F]{6}$/, /^.+@.+\..+$/s, /^[!^x]+$/, /^[x^]+$/,
];
const atoms = ['a', 'b', 'c', 'x', 'xxx', '1', '12345', 'AB-123', '-', '_', '.', '@', '*', '?', '[', ']', '[*]', '^', 'é', ' ', 'a.b/c', 'abc', '.de', '#00ffAA', '!', '12345678-abcd'];
const texts = ['', ...atoms, ...atoms.flatMap((x) => atoms.map((y) => x + y)), 'a@b.de', 'a\nb', 'foo@x.org', '*[', '?['];

const [weave] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'weave-patterns-'));

/** The SQL of a collection with these patterns, or what weave says of them. */
function weaveSql(patterns) {
  const schema = join(folder, 'schema.ts');
  const fields = patterns.map((pattern, i) => `  p${i}: f.text({ pattern: /${pattern.source}/ }),`);
  writeFileSync(schema, `import { collection, f } from 'weave-orm';
export const t = collection({ slug: 't', fields: {\n${fields.join('\n')}\n} });\n`);
  return spawnSync(weave, ['sql', '--schema', schema], { encoding: 'utf8' });
}

// Those that GLOB cannot say are refused, each at its place.
const { stderr: refused } = weaveSql(said);
const sayable = said.filter((_, i) => !refused.includes(`schema.ts:${i + 3}:`));
const { status, stdout, stderr } = weaveSql(sayable);
rmSync(folder, { recursive: true });
if (status !== 0 || stderr) throw new Error(stderr);
const db = new Database(':memory:');
db.exec(stdout);
for (const [i, pattern] of sayable.entries()) {
  const insert = db.prepare(`INSERT INTO t (p${i}) VALUES (?)`);
  for (const text of texts) {
    let accepted = true;
    try {
      insert.run(text);
    } catch (error) {
      if (error.code !== 'SQLITE_CONSTRAINT_CHECK') throw error;
      accepted = false;
    }
    if (accepted !== pattern.test(text)) {
      console.log(`${pattern}: ${JSON.stringify(text)} is ${accepted ? 'accepted' : 'refused'}`);
      process.exitCode = 1;
    }
  }
}
console.log(`${sayable.length} of ${said.length} patterns are checks`);
if (sayable.length < 20 || sayable.length === said.length) process.exitCode = 1;
