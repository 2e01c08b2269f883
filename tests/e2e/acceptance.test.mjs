// acceptance.test.mjs - the acceptance list of the pipeline, SL-01 to SL-14, on the whole weave.
//
// SL-02 is tests/oracle, SL-08 and SL-11 are unit tests, SL-09 is tests/fault, SL-18 is
// tests/e2e/registry.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ROOT, place, project } from './lib.mjs';

const foundframe = path.join(ROOT, 'examples/foundframe');

const media = (extra = '') => `
import { sqliteTable, text, integer, index } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  contentHash: text('content_hash'),
  mimeType: text('mime_type').notNull(),
  uri: text('uri').notNull(),
  width: integer('width'),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull().defaultNow(),
${extra}});

export const mediaQueries = {
  getById: defineQuery\`SELECT * FROM media WHERE id = \${'id'}\`,
  listByMimeType: defineQuery\`
    SELECT * FROM media WHERE mime_type = \${'mimeType'} ORDER BY created_at DESC\`,
};
`;

const withSource = `
  getWithSource: defineQuery\`
    SELECT m.*, s.url AS source_url FROM media m
    JOIN media_source s ON m.source_id = s.id WHERE m.id = \${'id'}\`,
};
`;

const mediaSource = `
export const mediaSource = sqliteTable('media_source', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  url: text('url').notNull(),
});
`;

/** The schema with getWithSource added to its queries. */
const asking = (schema) => schema.replace(/\};\n$/, withSource.slice(1));

function query(described, name) {
  const q = described.queries.find((x) => x.name === name);
  assert.ok(q, `no query ${name}`);
  return q;
}

test('SL-01: the foundframe schema has its 13 tables and 83 columns, and the planned two', (t) => {
  const p = project(t, { 'schema.ts': fs.readFileSync(path.join(foundframe, 'schema.ts'), 'utf8') });
  const { tables } = p.describe();
  const columns = Object.fromEntries(tables.map((x) => [x.name, x.columns.length]));
  assert.deepEqual(columns, {
    bookmark: 6, conversation: 9, conversation_media: 3, conversation_participant: 3, input_draft: 3,
    media: 10, media_source: 11, person: 7, post: 8, schema_meta: 3, session_state: 3, sync_log: 8,
    thestream: 11, view: 10,
  });
  const planned = columns.media_source + 1;
  assert.equal(Object.values(columns).reduce((a, b) => a + b) - planned, 83);
  const sql = p.run(['sql', '--schema', 'schema.ts']).out;
  assert.equal(sql.match(/AUTOINCREMENT/g).length, 10 + 0, 'nine, and media_source');
  assert.equal(sql.match(/ON DELETE cascade/g).length, 4);
  assert.equal(sql.match(/CREATE UNIQUE INDEX/g).length, 1);
  assert.equal(sql.match(/`\w+` text PRIMARY KEY NOT NULL/g).length, 2);
  assert.equal(sql.match(/\tPRIMARY KEY\(`\w+`, `\w+`\)/g).length, 2);
});

test('SL-03: getById takes an integer and gives at most one media item, by a search', (t) => {
  const p = project(t, { 'schema.ts': media() });
  const q = query(p.describe(), 'media.getById');
  assert.deepEqual(
    q.params.map(({ name, type, nullable, list, from }) => ({ name, type, nullable, list, from })),
    [{ name: 'id', type: 'integer', nullable: false, list: false, from: 'media.id' }]);
  assert.deepEqual(
    q.columns.map((c) => [c.name, c.type, c.mode, c.nullable]),
    [['id', 'integer', 'number', false], ['content_hash', 'text', 'text', true],
     ['mime_type', 'text', 'text', false], ['uri', 'text', 'text', false],
     ['width', 'integer', 'number', true], ['created_at', 'integer', 'timestamp_ms', false]]);
  assert.equal(q.cardinality, 'optional');
  assert.match(q.plan.join('\n'), /^SEARCH media USING INTEGER PRIMARY KEY/);
});

test('SL-04: listByMimeType is told of the missing index, and no more once it is there', (t) => {
  const p = project(t, { 'schema.ts': media() });
  const q = query(p.describe(), 'media.listByMimeType');
  assert.deepEqual(q.params.map((x) => [x.name, x.type, x.from]), [['mimeType', 'text', 'media.mime_type']]);
  assert.equal(q.cardinality, 'many');
  const hint = 'full scan of media and a temporary b-tree for ORDER BY; ' +
    'an index on (mime_type, created_at) removes both';
  const first = p.weave();
  assert.equal(first.status, 0, first.all);
  assert.ok(first.err.includes(`note: ${hint}`), first.err);
  p.edit('schema.ts', '\n});', "\n}, (t) => [index('by_type').on(t.mimeType, t.createdAt)]);");
  const second = p.weave();
  assert.equal(second.status, 0, second.all);
  assert.ok(!second.err.includes('full scan'), second.err);
});

/** Weaves what is good, then what is not: refused at a place, the output untouched. */
function refused(t, good, bad, message, word) {
  const p = project(t, { 'schema.ts': good });
  const first = p.weave();
  assert.equal(first.status, 0, first.all);
  const before = p.hash();
  p.write('schema.ts', bad);
  const r = p.weave();
  assert.equal(r.status, 1, r.all);
  const at = place(bad, word.text, word.nth);
  assert.ok(r.err.includes(`schema.ts:${at}: error: ${message}`), `${at}\n${r.err}`);
  assert.equal(p.hash(), before);
  assert.deepEqual(p.leftovers(), []);
  return r;
}

test('SL-05: getWithSource without media_source is refused where the table is named', (t) => {
  const r = refused(t, media(), asking(media()), 'no such table: media_source', { text: 'media_source' });
  assert.match(r.err, /\[W301\]/);
});

test('SL-06: with media_source, but without media.source_id, it is refused there', (t) => {
  const good = media() + mediaSource;
  const bad = media().replace(/\};\n$/, withSource.slice(1)) + mediaSource;
  const r = refused(t, good, bad, 'no such column: m.source_id', { text: 'm.source_id' });
  assert.match(r.err, /\[W302\]/);
});

test('SL-07: with both it is woven: media.* and source_url, at most one row', (t) => {
  const column = "  sourceId: integer('source_id').references(() => mediaSource.id),\n";
  const p = project(t, { 'schema.ts': asking(media(column)) + mediaSource });
  const q = query(p.describe(), 'media.getWithSource');
  assert.equal(q.cardinality, 'optional');
  assert.deepEqual(q.columns.map((c) => c.name),
    ['id', 'content_hash', 'mime_type', 'uri', 'width', 'created_at', 'source_id', 'source_url']);
  assert.equal(q.columns.at(-1).nullable, false);
  const r = p.weave();
  assert.equal(r.status, 0, r.all);
  assert.match(p.read('gen/media.gen.h'), /WeaveText source_url;/);
});

test('all that is wrong is reported in one run, each at its own word', (t) => {
  const schema = media().replace(/\};\n$/, `  a: defineQuery\`SELECT wdith FROM media\`,
  b: defineQuery\`
    SELECT id
    FORM media\`,
  c: defineQuery\`SELECT m.mimeType FROM media m WHERE id = \${'id'}\`,
};
`);
  const p = project(t, { 'schema.ts': schema });
  const r = p.weave();
  assert.equal(r.status, 1);
  assert.ok(r.err.includes(`schema.ts:${place(schema, 'wdith')}: error: no such column: wdith`), r.err);
  assert.match(r.err, /did you mean "width"\?/);
  assert.ok(r.err.includes(`schema.ts:${place(schema, 'media`,\n  c')}: error: near "media"`) ||
            r.err.includes(`schema.ts:${place(schema, 'FORM')}: error: near "FORM"`), r.err);
  assert.ok(r.err.includes(`schema.ts:${place(schema, 'm.mimeType')}: error: no such column: m.mimeType`), r.err);
  assert.match(r.err, /"mime_type"/);
});

// --- SL-10: whatever fails, the old output stays -----------------------------

const ccScript = (body) => `#!/bin/sh\n${body}\n`;

/** Weaves, changes a query, weaves with something broken. */
function failing(t, status, change, message) {
  const p = project(t, { 'schema.ts': media() });
  assert.equal(p.weave().status, 0);
  const before = p.hash();
  p.edit('schema.ts', 'WHERE id =', 'WHERE width IS NOT NULL AND id =');
  const r = change(p);
  assert.equal(r.status, status, r.all);
  assert.match(r.err, message);
  assert.equal(p.hash(), before);
  assert.deepEqual(p.leftovers(), []);
  const again = p.weave();
  assert.equal(again.status, 0, again.all);
  assert.notEqual(p.hash(), before);
}

test('SL-10: a missing compiler', (t) =>
  failing(t, 3, (p) => p.weave('--cc', p.path('no-such-cc')), /no-such-cc/));

test('SL-10: a compiler that fails for its own reasons', (t) =>
  failing(t, 3, (p) => {
    p.write('cc', ccScript('echo "cc: out of ideas" >&2; exit 1'));
    fs.chmodSync(p.path('cc'), 0o755);
    return p.weave('--cc', p.path('cc'));
  }, /out of ideas/));

test('SL-10: an emitted file that does not compile', (t) =>
  failing(t, 70, (p) => {
    p.write('cc', ccScript('case "$*" in *media.gen.c*) echo "media.gen.c:1: error: no" >&2; exit 1 ;; esac; exec cc "$@"'));
    fs.chmodSync(p.path('cc'), 0o755);
    return p.weave('--cc', p.path('cc'));
  }, /media\.gen\.c:1: error: no/));

test('SL-10: a syntax error in TypeScript', (t) =>
  failing(t, 1, (p) => {
    const text = p.read('schema.ts');
    p.write('schema.ts', text.replace('getById:', 'getById = :'));
    const r = p.weave();
    p.write('schema.ts', text);
    return r;
  }, /schema\.ts:\d+:\d+: error:/));

/** A midstage that does as it is told: the real one replaced before --stage emit. */
function withMidstage(t, body, status, message) {
  const p = project(t, { 'schema.ts': media() });
  assert.equal(p.weave().status, 0);
  const before = p.hash();
  p.write('.midstage/midstage', ccScript(body));
  fs.chmodSync(p.path('.midstage/midstage'), 0o755);
  const r = p.weave('--stage', 'emit', '--time-limit', '2');
  assert.equal(r.status, status, r.all);
  assert.match(r.err, message);
  assert.equal(p.hash(), before);
  assert.deepEqual(p.leftovers(), []);
}

test('SL-10: a midstage that crashes', (t) => withMidstage(t, 'kill -SEGV $$', 70, /midstage.*(SEGV|Segmentation|signal)/i));
test('SL-10: a midstage that hangs', (t) => withMidstage(t, 'sleep 600', 70, /midstage.*(time|2 s)/i));
test('SL-10: a midstage that prints rubbish', (t) => withMidstage(t, 'echo "hello there"; echo END', 70, /midstage/i));
test('SL-10: a midstage that stops half way', (t) => withMidstage(t, 'exit 0', 70, /midstage.*END|midstage/i));

for (const name of ['../x.gen.c', '/etc/x.gen.c', 'a b.gen.c', 'sub/x.gen.c', 'absent.gen.c'])
  test(`SL-12: the midstage says it wrote ${JSON.stringify(name)}`, (t) =>
    withMidstage(t, `echo 'GENERATED:${name}'; echo END`, 70, /W202/));

for (const out of ['gen\nx', 'g en'])
  test(`SL-12: the midstage is told to write to ${JSON.stringify(out)}`, (t) => {
    const p = project(t, { 'schema.ts': media() });
    const r = p.run(['--schema', 'schema.ts', '--out', out]);
    if (out.includes('\n')) {
      assert.equal(r.status, 2, r.all);
      assert.ok(!fs.existsSync(p.path(out)));
    } else {
      assert.equal(r.status, 0, r.all);
      assert.ok(fs.existsSync(p.path(`${out}/db.gen.c`)));
    }
  });

// --- SL-14: names --------------------------------------------------------------

test('SL-14: keywords of SQL and C are names like others', (t) => {
  const p = project(t, { 'schema.ts': `
import { sqliteTable, text, integer } from 'drizzle-orm/sqlite-core';
export const view = sqliteTable('view', { id: integer('id').primaryKey(), type: text('type'), default: text('default') });
export const order = sqliteTable('order', { int: integer('int').primaryKey(), class: text('class'), 'a-b': text('a-b') });
export const orderQueries = {
  all: defineQuery\`SELECT * FROM "order" WHERE class = \${'class'}\`,
  register: defineQuery\`SELECT * FROM view WHERE id = \${'int: int'}\`,
};
` });
  const r = p.weave();
  assert.equal(r.status, 0, r.all);
  const tables = p.read('gen/db-tables.gen.h');
  assert.match(tables, /default_;/);
  assert.match(tables, /int_;/);
  assert.match(tables, /class_;/);
  assert.match(tables, /a_b;/);
});

test('SL-14: two columns that give one C name are an error that names both', (t) => {
  const schema = `
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const t = sqliteTable('t', { a: text('user_name'), b: text('user-name') });
`;
  const p = project(t, { 'schema.ts': schema });
  const r = p.weave();
  assert.equal(r.status, 1, r.all);
  assert.match(r.err, /\[W320\]/);
  assert.match(r.err, /user_name/);
  assert.match(r.err, /user-name/);
  assert.ok(r.err.includes('schema.ts:3:'), r.err);
  assert.equal(p.run(['sql', '--schema', 'schema.ts']).status, 0, 'weave sql does not check it');
});

test('SL-14: two tables that give one C name are an error, queried or not', (t) => {
  const p = project(t, { 'schema.ts': `
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const a = sqliteTable('user_name', { x: text('x') });
export const b = sqliteTable('user-name', { x: text('x') });
` });
  const r = p.weave();
  assert.equal(r.status, 1, r.all);
  assert.match(r.err, /\[W320\]/);
});

// --- habits ------------------------------------------------------------------

test('a weave with nothing to do says so and touches nothing', (t) => {
  const p = project(t, { 'schema.ts': media() });
  assert.equal(p.weave().status, 0);
  const stamps = () => fs.readdirSync(p.path('gen')).map((n) => [n, fs.statSync(p.path(`gen/${n}`)).mtimeNs,
    fs.statSync(p.path(`gen/${n}`)).ino, fs.statSync(p.path('gen')).mtimeMs, fs.statSync(p.path('gen')).ino]);
  const before = stamps();
  const r = p.weave();
  assert.equal(r.status, 0);
  assert.match(r.all, /nothing to do/);
  assert.deepEqual(stamps(), before);
});

test('a weave of one changed query keeps inode and mtime of every other file', (t) => {
  const p = project(t, { 'schema.ts': media() + mediaSource + `
export const mediaSourceQueries = { all: defineQuery\`SELECT * FROM media_source\` };
` });
  assert.equal(p.weave().status, 0);
  const stamps = () => Object.fromEntries(fs.readdirSync(p.path('gen')).map((n) => {
    const s = fs.statSync(p.path(`gen/${n}`), { bigint: true });
    return [n, `${s.ino} ${s.mtimeNs}`];
  }));
  const before = stamps();
  p.edit('schema.ts', 'SELECT * FROM media_source`', 'SELECT * FROM media_source ORDER BY id`');
  assert.equal(p.weave().status, 0);
  const after = stamps();
  const changed = Object.keys(after).filter((n) => before[n] !== after[n]);
  assert.deepEqual(changed, ['media_source.gen.c']);
});

test('a foreign file in the output stops the weave and is named', (t) => {
  const p = project(t, { 'schema.ts': media() });
  assert.equal(p.weave().status, 0);
  p.write('gen/notes.txt', 'mine');
  const before = p.hash();
  p.edit('schema.ts', 'WHERE id =', 'WHERE width IS NOT NULL AND id =');
  const r = p.weave();
  assert.equal(r.status, 1, r.all);
  assert.match(r.err, /notes\.txt/);
  assert.match(r.err, /\[W500\]/);
  assert.equal(p.hash(), before);
});

test('check is 0 where the output is what a weave would write, else 1, and changes nothing', (t) => {
  const p = project(t, { 'schema.ts': media() });
  assert.equal(p.weave().status, 0);
  assert.equal(p.weave('check').status, 0);
  const before = p.hash();
  p.edit('schema.ts', 'WHERE id =', 'WHERE width IS NOT NULL AND id =');
  const r = p.weave('check');
  assert.equal(r.status, 1, r.all);
  assert.match(r.err, /\[W501\]/);
  assert.equal(p.hash(), before);
});

test('a parameter without a type is an error with an example; describe says unknown', (t) => {
  const schema = media().replace('WHERE id = ${\'id\'}', () => "WHERE json_extract(uri, '$') = ${'what'}");
  const p = project(t, { 'schema.ts': schema });
  const r = p.weave();
  assert.equal(r.status, 1);
  assert.match(r.err, /\[W310\]/);
  assert.match(r.err, /\$\{'what: /);
  const q = query(p.describe(), 'media.getById');
  assert.deepEqual([q.params[0].known, q.params[0].type], ['unknown', 'any']);
});

test('wrong usage is exit 2', (t) => {
  const p = project(t, { 'schema.ts': media() });
  for (const args of [['--no-such-option'], ['no-such-command'], ['--schema', 'schema.ts'], ['--stage', 'dinner'],
    ['explain', '--schema', 'schema.ts'], ['describe', 'x', 'y', '--schema', 'schema.ts']])
    assert.equal(p.run(args).status, 2, args.join(' '));
});

test('diagnostics as JSON and SARIF carry the same place', (t) => {
  const schema = media().replace('mime_type =', 'mimetype =');
  const p = project(t, { 'schema.ts': schema });
  const lines = p.weave('--diagnostics', 'json').err.trim().split('\n').map((l) => JSON.parse(l));
  const error = lines.find((x) => x.severity === 'error');
  const [line, column] = place(schema, 'mimetype =').split(':').map(Number);
  assert.deepEqual([error.file, error.line, error.column, error.endLine, error.endColumn, error.code],
    ['schema.ts', line, column, line, column + 8, 'W302']);
  const sarif = JSON.parse(p.weave('--diagnostics', 'sarif').err);
  assert.equal(sarif.version, '2.1.0');
  const region = sarif.runs[0].results[0].locations[0].physicalLocation.region;
  assert.deepEqual([region.startLine, region.startColumn], [line, column]);
});

test('a schema that exports nothing of SQLite is refused, with what it exports', (t) => {
  const p = project(t, { 'schema.ts': 'export const LIMIT = 1;\n' });
  const r = p.weave();
  assert.equal(r.status, 1, r.all);
  assert.match(r.err, /schema\.ts:1:1: error: no SQLite table, view or query is exported here \[W116\]/);
  assert.match(r.err, /note: exported are: LIMIT/);
});
