#!/usr/bin/env node
// sl_01.mjs WEAVE - SL-01: weave reads the foundframe schema as it was counted by hand.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { introspect } from './introspect.mjs';

const [weave] = process.argv.slice(2);
if (!weave) {
  console.error('usage: sl_01.mjs WEAVE');
  process.exit(2);
}
const schema = join(dirname(fileURLToPath(import.meta.url)), '../../examples/foundframe/schema.ts');
const { tables } = introspect(execFileSync(weave, ['sql', '--schema', schema], { encoding: 'utf8' }));

// What was planned and is not among the thirteen.
assert.equal(tables.media_source.columns.length, 11);
delete tables.media_source;
tables.media.columns = tables.media.columns.filter(({ name }) => name !== 'source_id');
tables.media.foreignKeys = tables.media.foreignKeys.filter(({ table }) => table !== 'media_source');

const counts = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.columns.length]));
assert.deepEqual(counts, {
  bookmark: 6,
  conversation: 9,
  conversation_media: 3,
  conversation_participant: 3,
  input_draft: 3,
  media: 9,
  person: 7,
  post: 8,
  schema_meta: 3,
  session_state: 3,
  sync_log: 8,
  thestream: 11,
  view: 10,
});
assert.equal(
  Object.values(counts).reduce((sum, count) => sum + count),
  83,
);

const all = Object.values(tables);
const keyOf = (table) => table.columns.filter(({ pk }) => pk > 0);
assert.equal(all.filter((table) => table.autoincrement).length, 9);
assert.equal(
  all.filter((table) => keyOf(table).length === 1 && keyOf(table)[0].type.toLowerCase() === 'text').length,
  2,
);
assert.equal(all.filter((table) => keyOf(table).length === 2).length, 2);

const foreignKeys = all.flatMap((table) => table.foreignKeys);
assert.deepEqual(
  foreignKeys.map((key) => key.on_delete.toLowerCase()),
  ['cascade', 'cascade', 'cascade', 'cascade'],
);
const indexes = all.flatMap((table) => table.indexes).filter(({ origin }) => origin === 'c');
assert.deepEqual(
  indexes.map(({ name, unique }) => [name, unique]),
  [['view_view_index_unique', 1]],
);

const column = (table, name) => tables[table].columns.find((found) => found.name === name);
assert.equal(column('view', 'badge').dflt_value, "'FEED'");
assert.equal(column('view', 'is_pinned').dflt_value, 'false');
assert.equal(column('sync_log', 'entries_pulled').dflt_value, '0');
assert.equal(column('media', 'created_at').dflt_value, "cast((julianday('now') - 2440587.5)*86400000 as integer)");
console.log('SL-01: 13 tables, 83 columns, as counted');
