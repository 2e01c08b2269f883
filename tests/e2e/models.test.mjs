// models.test.mjs - which operations there are, and what is said where there can be none.

import assert from 'node:assert/strict';
import test from 'node:test';

import { place, project } from './lib.mjs';

const head = `import { sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';
import { defineModel, defineQuery } from 'weave-orm';
`;
const media = `export const media = sqliteTable('media', {
  id: integer().primaryKey(),
  uri: text().notNull(),
  contentHash: text('content_hash'),
  mimeType: text('mime_type'),
  sourceId: integer('source_id'),
  width: integer(),
  metadata: text({ mode: 'json' }),
  createdAt: integer('created_at', { mode: 'timestamp' }),
  deletedAt: integer('deleted_at', { mode: 'timestamp' }),
  version: integer().notNull().default(1),
});
`;

const operations = (p, table) =>
  p.describe().models.find((m) => m.table === table)?.operations.map((o) => o.name.split('.')[1]) ?? [];

/** The schema is refused, with this said at this word. */
function refused(t, text, word, code, message) {
  const p = project(t, { 'schema.ts': head + text });
  const r = p.weave();
  assert.equal(r.status, 1, r.all);
  assert.match(r.err, new RegExp(`^schema\\.ts:${place(head + text, word)}: error: .*${message}.*\\[${code}\\]`, 'm'));
  assert.equal(p.hash(), 'absent');
}

test('MG-29 every table has its operations, in describe under models alone', (t) => {
  const p = project(t, {
    'schema.ts': `${head}${media}
export const line = sqliteTable('line', { text: text() });
export const names = sqliteView('names', { uri: text() }).as(sql\`SELECT uri FROM media\`);`,
  });
  const all = ['insert', 'insert_many', 'get', 'list', 'count', 'update', 'patch', 'delete', 'upsert'];
  assert.deepEqual(operations(p, 'media'), all);
  assert.deepEqual(operations(p, 'line'), ['insert', 'insert_many', 'list', 'count']);
  assert.deepEqual(operations(p, 'names'), ['list', 'count']);
  const described = p.describe();
  assert.deepEqual(described.queries, []);
  const get = described.models.find((m) => m.table === 'media').operations[2];
  assert.equal(get.function, 'media_get');
  assert.equal(get.cardinality, 'optional');
  assert.deepEqual(get.params.map((q) => q.from), ['media.id']);
  const r = p.weave();
  assert.equal(r.status, 0, r.all);
  assert.doesNotMatch(r.all, /W400/, 'nobody is told that a list reads all rows');
});

test('tables of .sql files have operations', (t) => {
  const p = project(t, { 'a.sql': 'CREATE TABLE "Odd Name" (k TEXT PRIMARY KEY NOT NULL, v INTEGER DEFAULT 3);\n' });
  const r = p.run(['--schema', 'a.sql', '--out', 'gen']);
  assert.equal(r.status, 0, r.all);
  assert.match(p.read('gen/odd_name.gen.h'), /odd_name\.insert \(a\.sql:1\)/);
  assert.match(p.read('gen/odd_name.gen.c'), /INSERT INTO \\"Odd Name\\" \(k, v\)\\n"\n *"VALUES \(:k, CASE WHEN :v_is_null/);
});

test('MG-31 the example of the language, as it stands', (t) => {
  const p = project(t, {
    'schema.ts': `${head}${media}
export const mediaModel = defineModel(media, {
  selectBy: [['mimeType'], { columns: ['sourceId'], orderBy: { createdAt: 'desc' } }],
  selectOneBy: [['contentHash']],
  selectLike: ['uri'],                      // a literal match: % _ \\ in the argument are escaped
  selectByOrInsert: [['contentHash']],      // one transaction
  updateBy: [['contentHash']], deleteBy: [['sourceId']],
  selectWhere: { large: sql\`width > \${'minWidth'}\` }, deleteWhere: { old: sql\`created_at < \${'before'}\` },
  insertOrIgnore: true, deleteAll: true,
  softDelete: media.deletedAt,              // reads skip the deleted; withDeleted variants see them
  version: media.version,                   // optimistic lock: OK, CONFLICT or NOT FOUND
  validate: { uri: { maxLength: 2048 } },   // checked before a write, the failure names the field
  hooks: { beforeSave: 'media_before_save', afterSave: 'media_after_save' },  // the user's C functions, called directly
  sensitive: ['metadata'],                  // shown as *** in traces and messages
  crud: false,
});`,
  });
  const r = p.weave();
  assert.equal(r.status, 0, r.all);
  assert.deepEqual(operations(p, 'media'), [
    'select_by_mime_type', 'select_by_mime_type_with_deleted',
    'select_by_source_id_order_by_created_at_desc', 'select_by_source_id_order_by_created_at_desc_with_deleted',
    'select_one_by_content_hash', 'select_one_by_content_hash_with_deleted',
    'select_like_uri', 'select_like_uri_with_deleted',
    'select_by_content_hash_or_insert', 'update_by_content_hash', 'delete_by_source_id',
    'select_large', 'select_large_with_deleted', 'delete_old', 'insert_or_ignore', 'delete_all',
  ]);
});

test('PX-05 what changes all rows is there only if it was asked for', (t) => {
  const p = project(t, { 'schema.ts': head + media });
  assert.equal(p.weave().status, 0);
  assert.doesNotMatch(p.read('gen/media.gen.h'), /delete_all|update_all/);
});

test('MG-28 what a table cannot have is said where it was asked for', (t) => {
  const line = "export const line = sqliteTable('line', { text: text(), n: integer().notNull() });\n";
  const view = 'export const v = sqliteView(\'v\', { uri: text() }).as(sql`SELECT uri FROM media`);\n';
  refused(t, `${line}export const m = defineModel(line, { crud: ['upsert'] });`, "'upsert'", 'W126', 'no primary key');
  refused(t, `${line}export const m = defineModel(line, { upsertMany: true });`, 'upsertMany', 'W126', 'no primary key');
  refused(t, `${media}${view}export const m = defineModel(v, { crud: ['upsert'] });`, "'upsert'", 'W126', 'a view cannot be written');
  refused(t, `${media}${view}export const m = defineModel(v, { deleteAll: true });`, 'deleteAll', 'W126', 'a view cannot be written');
  refused(t, `${line}export const m = defineModel(line, { version: line.n });`, 'n });\n'.trim(), 'W126', 'no primary key');
});

test('MG-31 filters are one statement, in the order of the list, and of names that differ in C', (t) => {
  const of = (options) => `${head}${media}export const m = defineModel(media, ${options});`;
  const p = project(t, { 'schema.ts': of("{ crud: false, filters: { wide: { gt: 'width' } }, orderBy: { uri: 'desc' } }") });
  const r = p.weave();
  assert.equal(r.status, 0, r.all);
  assert.deepEqual(operations(p, 'media'), ['filter_search', 'filter_count']);
  assert.match(p.read('gen/media.gen.c'), /ORDER BY uri DESC\\n"\n *"LIMIT coalesce\(:take, -1\) OFFSET coalesce\(:skip, 0\)"/);
  const clash = (options, place) => refused(t, `${media}export const m = defineModel(media, ${options});`, place, 'W320', 'are both called min_w in C');
  clash("{ filters: { minW: { gt: 'width' }, min_w: { lt: 'width' } } }", 'min_w');
  clash("{ selectWhere: { some: sql`width > ${'minW'} AND width < ${'min_w'}` } }", "min_w'");
});

test('a version and a soft delete have a column that can hold them', (t) => {
  const of = (options) => `${media}export const m = defineModel(media, ${options});`;
  refused(t, of('{ version: media.uri }'), 'uri }', 'W126', 'it is no integer');
  refused(t, of('{ version: media.width }'), 'width }', 'W126', 'it may be NULL');
  refused(t, of('{ version: media.id }'), 'id }', 'W126', 'part of the primary key');
  refused(t, of('{ softDelete: media.version }'), 'version }', 'W126', 'it may not be NULL');
  refused(t, of("{ selectLike: ['width'] }"), "'width'", 'W126', 'does not hold text');
  refused(t, of('{ validate: { uri: { min: 1 } } }'), 'uri: {', 'W126', 'no number');
});

test('MG-51 two orders have two names, and one name twice is an error', (t) => {
  const of = (list) => `${media}export const m = defineModel(media, { selectBy: [${list}] });`;
  const p = project(t, {
    'schema.ts': head + of("{ columns: ['width'], orderBy: { id: 'asc' } }, { columns: ['width'], orderBy: { id: 'desc' } }"),
  });
  assert.equal(p.weave().status, 0);
  refused(t, of("['width'], { columns: ['width'] }"), '{ columns', 'W115', 'two operations select_by_width');
});

test('what was written has its name first, what was asked for must have it', (t) => {
  const p = project(t, {
    'schema.ts': `${head}${media}
export const mediaQueries = { list: defineQuery\`SELECT * FROM media WHERE id > \${'after'}\` };
export const mediaNew = sqliteTable('media_new', { id: integer().primaryKey() });`,
  });
  const r = p.weave();
  assert.equal(r.status, 0, r.all);
  const header = p.read('gen/media.gen.h');
  assert.match(header, /There is no operation media\.list: something else has that name\./);
  assert.match(header, /There is no operation media\.insert: /, 'MediaNew is a row of media_new');
  assert.doesNotMatch(header, /media_insert\(/);
  assert.match(header, /WeaveStatus media_patch\(/);
  assert.ok(!operations(p, 'media').includes('list'));
  p.write('schema.ts', `${head}${media}export const m = defineModel(media, { hooks: { beforeSave: 'media_count' } });`);
  assert.equal(p.weave().status, 0);
  assert.match(p.read('gen/media.gen.h'), /There is no operation media\.count: /, 'a hook is called so');
  refused(t, `${media}export const mediaQueries = { deleteAll: defineQuery\`DELETE FROM media WHERE id = \${'id'}\` };
export const m = defineModel(media, { deleteAll: true });`, 'deleteAll: true', 'W320', 'both called media_delete_all');
});

test('PX-07 PX-22 a wrong column, a wrong type and a wrong condition are errors at their place', (t) => {
  const of = (options) => `${media}export const m = defineModel(media, ${options});`;
  refused(t, of(`{ selectBy: [['name" OR 1=1 --']] }`), "'name", 'W113', 'has no column');
  refused(t, of('{ selectWhere: { large: sql`widht > 1` } }'), 'widht', 'W302', 'no such column: widht');
  refused(t, of("{ selectWhere: { large: sql`width > ${'w: blob'}` } }"), "w: blob", 'W311', 'declared blob');
  refused(t, of('{ deleteWhere: { old: sql`width >` } }'), 'old', 'W303', 'syntax error');
});

test('an operation is explained, and a slip of its name is suggested', (t) => {
  const p = project(t, { 'schema.ts': head + media });
  const r = p.run(['explain', 'media.patch', '--schema', 'schema.ts']);
  assert.match(r.out, /WeaveStatus media_patch\(WeaveDb \*db, int64_t id, const MediaPatch \*patch\);/);
  assert.match(p.run(['explain', 'media.pach', '--schema', 'schema.ts']).err, /did you mean media\.patch\?/);
});
