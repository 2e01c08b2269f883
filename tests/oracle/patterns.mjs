#!/usr/bin/env node
// patterns.mjs WEAVE - a pattern that becomes a CHECK accepts what JavaScript's expression matches.
//
// Each text is held against each pattern on both sides. A pattern that GLOB cannot say has no check, and a note.
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
const schema = join(folder, 'schema.ts');
const fields = said.map((pattern, i) => `  p${i}: f.text({ pattern: /${pattern.source}/ }),`);
writeFileSync(schema, `import { collection, f } from 'weave-orm';
export const t = collection({ slug: 't', fields: {\n${fields.join('\n')}\n} });\n`);
const { status, stdout, stderr } = spawnSync(weave, ['sql', '--schema', schema], { encoding: 'utf8' });
rmSync(folder, { recursive: true });
if (status !== 0) throw new Error(stderr);
const db = new Database(':memory:');
db.exec(stdout);
let checked = 0;
for (const [i, pattern] of said.entries()) {
  const has = stdout.includes(`"t_p${i}_check"`);
  const noted = stderr.split('\n').filter((line) => line.includes(`schema.ts:${i + 3}:`)).length === 1;
  if (has === noted) console.log(`${pattern}: ${has ? 'a check and a note' : 'neither a check nor a note'}`), (process.exitCode = 1);
  if (!has) continue;
  checked++;
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
console.log(`${checked} of ${said.length} patterns are checks`);
if (checked < 20) process.exitCode = 1;
