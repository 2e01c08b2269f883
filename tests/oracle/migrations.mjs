#!/usr/bin/env node
// migrations.mjs WEAVE [N [SEED]] - N random schemas (60) from SEED (1) on: the snapshot that `weave migrate generate`
// writes is drizzle-kit's own, so that drizzle-kit finds nothing to do after it.
//
// Where drizzle-kit's DDL is wrong (W117) weave writes another, and a schema is left out. Exit status 1 if a snapshot
// differs; what differs is printed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformSync } from 'esbuild';
import { silenced } from './kit.mjs';
import { printSchema, randomSchema } from './random_schema.mjs';
import { output } from './verdict.mjs';

const require = createRequire(import.meta.url);

function exportsOf(text) {
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'node18', logLevel: 'silent' });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', code)(module, module.exports, require);
  return module.exports;
}

/** Without what either may choose: ids, names of primary keys, the columns of views; drizzle-kit compares none. */
function plain(snapshot) {
  const { id, prevId, views, _meta, ...rest } = JSON.parse(JSON.stringify(snapshot));
  for (const table of Object.values(rest.tables))
    table.compositePrimaryKeys = Object.values(table.compositePrimaryKeys).map(({ columns }) => columns);
  return { ...rest, views: Object.fromEntries(Object.entries(views).map(([k, { columns, ...v }]) => [k, v])) };
}

const [weave, n = '60', seed = '1'] = process.argv.slice(2);
if (!weave) {
  console.error('usage: migrations.mjs WEAVE [N [SEED]]');
  process.exit(2);
}
const { generateSQLiteDrizzleJson, generateSQLiteMigration } = require('drizzle-kit/api');
const counts = { same: 0, 'left out': 0 };
let failed = 0;
for (let i = 0; i < Number(n); i++) {
  const schema = randomSchema(Number(seed) + i);
  const text = printSchema(schema);
  const dir = mkdtempSync(join(tmpdir(), 'weave-migrations-'));
  try {
    writeFileSync(join(dir, 'schema.ts'), text);
    writeFileSync(join(dir, 'drizzle.config.ts'), `export default { dialect: 'sqlite', schema: '${dir}/schema.ts', out: '${dir}/drizzle' };\n`);
    const more = schema.casing ? ['--casing', schema.casing] : [];
    const made = await output(resolve(weave), ['migrate', 'generate', '--config', join(dir, 'drizzle.config.ts'), ...more]);
    if (made.status > 1) throw new Error(`weave ends with ${made.status}: ${made.stderr}`);
    const sql = await output(resolve(weave), ['sql', '--schema', join(dir, 'schema.ts'), ...more]);
    let kit = null;
    try {
      kit = await silenced(() => generateSQLiteDrizzleJson(exportsOf(text), undefined, schema.casing ?? undefined));
    } catch {}
    if (made.status === 1 || sql.stderr.includes('[W117]') || !kit) {
      counts['left out']++;
      continue;
    }
    const meta = join(dir, 'drizzle/meta');
    const ours = JSON.parse(readFileSync(join(meta, readdirSync(meta).find((name) => name.endsWith('_snapshot.json'))), 'utf8'));
    assert.deepEqual(plain(ours), plain(kit));
    assert.deepEqual(await silenced(() => generateSQLiteMigration(ours, kit)), []);
    counts.same++;
  } catch (error) {
    failed++;
    console.log(`seed ${Number(seed) + i}: ${error.message}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
console.log(`${n} schemas from ${seed}: ${Object.entries(counts).map(([k, v]) => `${v} ${k}`).join(', ')}, ${failed} different`);
process.exit(failed || counts.same < Number(n) / 4 ? 1 : 0);
