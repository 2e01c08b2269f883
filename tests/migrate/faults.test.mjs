// faults.test.mjs - every file-system call of `weave migrate generate` is killed or fails:
// the folder is then as it was or has the whole migration, it says so by its exit status, and
// the next run does what is left.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import test from 'node:test';
import { WEAVE, project } from '../e2e/lib.mjs';

const schema = (more) => `import { sqliteTable, integer } from 'drizzle-orm/sqlite-core';
export const t = sqliteTable('t', { id: integer('id').primaryKey(), ${more} });
`;

/** How many migrations the folder has; throws if it has half of one. */
function migrations(p) {
  const { entries } = JSON.parse(p.read('drizzle/meta/_journal.json'));
  const meta = fs.readdirSync(p.path('drizzle/meta')).sort();
  const numbers = entries.map((e) => e.tag.split('_')[0]);
  assert.deepEqual(meta, [...numbers.map((n) => `_${n}_weave.json`), '_journal.json', ...numbers.map((n) => `${n}_snapshot.json`)].sort());
  for (const e of entries) assert.ok(fs.existsSync(p.path(`drizzle/${e.tag}.sql`)), e.tag);
  return entries.length;
}

// Half a read or write goes on; only the dynamic loader cannot (127).
for (const [mode, options, allowed] of [['kill', ['--kill'], [137]], ['ENOSPC', ['--errno', 'ENOSPC'], [3]], ['EIO', ['--errno', 'EIO'], [3]],
  ['short reads and writes', ['--short'], [127]], ['a full disk', ['--lasting', '--errno', 'ENOSPC'], [3]]]) {
  test(`the folder is old or new: ${mode}`, (t) => {
    const p = project(t, { 'schema.ts': schema(''), 'drizzle.config.ts': "export default { dialect: 'sqlite', schema: './schema.ts' };\n" });
    assert.equal(p.run(['migrate', 'generate', '--name', 'first']).status, 0);
    fs.cpSync(p.path('drizzle'), p.path('old'), { recursive: true });
    p.write('schema.ts', schema("n: integer('n')"));
    const generate = [WEAVE, 'migrate', 'generate', '--name', 'second'];
    let rounds = 0;
    for (let n = 1; ; n++) {
      fs.rmSync(p.path('drizzle'), { recursive: true, force: true });
      fs.cpSync(p.path('old'), p.path('drizzle'), { recursive: true });
      const r = spawnSync(process.env.FAULT, [...options, `${n}`, ...generate], { cwd: p.dir, encoding: 'utf8', env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' } });
      if (r.status === 100) break;
      const has = migrations(p);
      const said = `call ${n}: ${r.status} ${r.stderr}`;
      if (r.status === 0) assert.equal(has, 2, said);
      else assert.ok(allowed.includes(r.status), said);
      const again = p.run(generate.slice(1));
      assert.equal(again.status, 0, said + again.all);
      assert.equal(migrations(p), 2, said);
      assert.deepEqual(fs.readdirSync(p.path('drizzle')).sort(), ['0000_first.sql', '0001_second.sql', 'meta'], said);
      rounds++;
    }
    assert.ok(rounds > 10, `${rounds} calls`);
  });
}
