// remembered.mjs WEAVE [ROUNDS] [SEED] - what is remembered of earlier weaves changes nothing.
//
// A project is edited at random, many times. After each edit it is woven where the last weaves
// have left .midstage, and where nothing is remembered: exit status, what is said, and all
// that is written must be the same, byte for byte. A short run stands in the suite; a long
// one is ROUNDS of some thousand.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const [weave, rounds = '30', seed = '1'] = process.argv.slice(2);

let state = BigInt(seed) + 0x9e3779b97f4a7c15n;
function random(n) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(n));
}
const pick = (list) => list[random(list.length)];
const chance = (n) => random(n) === 0;

// --- the project -----------------------------------------------------------------

// Modules and tables whose names meet: a_b.list is a.b_list, and table a_b has a list, too.
const MODULES = ['a', 'a_b', 'b', 'c', 'd', 'film'];
const NAMES = ['get', 'list', 'b_list', 'b_get', 'one', 'two', 'three', 'new', 'insert', 'count', 'listRows'];
const TABLES = ['a', 'a_b', 'film', 'photo', 'media', 'list'];

const QUERIES = [
  (t) => `SELECT * FROM ${t} WHERE id = \${'id'}`,
  (t) => `SELECT id, title FROM ${t} WHERE title LIKE \${'title'} ORDER BY title LIMIT \${'n'}`,
  (t) => `SELECT count(*) AS n FROM ${t} WHERE \${condition}`,
  (t) => `SELECT * FROM ${t} WHERE title = \${'title'}`, // a full scan
  (t) => `UPDATE ${t} SET title = \${'title'} WHERE id = \${'id'}`,
  (t) => `DELETE FROM ${t} WHERE kind = \${'kind'}`,
  (t) => `INSERT INTO ${t} (title) VALUES (\${'title'}) RETURNING *`,
  (t) => `SELECT x.*, y.title AS other FROM ${t} x LEFT JOIN media y ON y.id = x.id WHERE x.kind IN \${'kinds[]'}`,
  (t) => `SELECT id FROM ${t} WHERE true \${when('late', sql\`AND id > 3\`)}`,
  (t) => `SELECT title, \${words} AS words, kind FROM ${t}`,
  (t) => `SELECT id FROM ${t} WHERE ${t}.title <> \${'title'} AND ${t}.kind = \${'kind'}`,
  (t) => `SELECT a, b, c, d FROM (SELECT id AS a, title AS b, kind AS c, id AS d FROM ${t})
    WHERE a > \${'a'} AND b > \${'b'} AND c > \${'c'} AND d > \${'d'} AND a < \${'e'}`,
];
const WRONG = [
  (t) => `SELECT titel FROM ${t}`,
  () => "SELECT * FROM nowhere",
  (t) => `SELECT \${'x'} AS x FROM ${t}`,
  (t) => `SELECT id, id FROM ${t}`,
];

let project = {
  tables: Object.fromEntries(TABLES.slice(0, 5).map((name) => [name, { columns: [], doc: '', top: 0 }])),
  modules: Object.fromEntries(MODULES.slice(0, 4).map((name) => [name, { queries: [], top: 0 }])),
  words: 'one',
  union: false,
  model: '',
  hook: 'media_hook',
  lint: 'note',
  prefix: '',
  names: '',
  refute: 'off',
};

let made = 0;
const name = () => (made > 20 && chance(4) ? pick(NAMES) : `q${++made}`);
const query = () => ({ name: name(), table: pick(TABLES.slice(0, 5)), of: random(QUERIES.length), wrong: made > 20 && chance(20), doc: '' });
for (const m of Object.values(project.modules)) for (let i = 0; i < 4; i++) m.queries.push(query());

function table(name, t) {
  const parent = name === 'film' || name === 'photo' ? '.references(() => media.id)' : '';
  return `${'\n'.repeat(t.top)}/** ${t.doc || 'A table'}. */
export const ${name} = sqliteTable('${name}', {
  id: integer().primaryKey()${parent},
  title: text().notNull(),
  kind: text({ enum: ['x', 'y'] }),
${t.columns.map((c) => `  ${c}: integer(),\n`).join('')}});
`;
}

function sources() {
  const tables = Object.entries(project.tables);
  tables.sort(([x], [y]) => (x === 'media' ? -1 : y === 'media' ? 1 : 0));
  const files = {
    'schema.ts': `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineModel, defineUnion } from 'weave-orm';
${tables.map(([name, t]) => table(name, t)).join('')}
${project.union ? 'export const content = defineUnion(media, { withFilm: film, withPhoto: photo });' : ''}
${project.model && `export const model = defineModel(${project.model}, { selectBy: [['kind']], hooks: { beforeSave: '${project.hook}' } });`}
`,
    'shared.ts': `import { sql } from 'drizzle-orm';
export const words = sql\`'${project.words}'\`;
export const condition = sql\`title = 'x' OR id IN (SELECT id FROM media WHERE title = '${project.words}')\`;
`,
    'weave.config.ts': `export default defineWeave({ schema: ['./schema.ts', './*.q.ts'], out: './gen', lint: { fullScan: '${project.lint}' },
${project.prefix && `  prefix: '${project.prefix}',\n`}${project.names && `  names: { media: '${project.names}' },\n`}});
`,
  };
  for (const [name, m] of Object.entries(project.modules))
    files[`${name}.q.ts`] = `import { defineQuery, sql, when } from 'weave-orm';
import { condition, words } from './shared';
${'\n'.repeat(m.top)}export const ${name}Queries = {
${m.queries.map((q) => `${q.doc && `  /** ${q.doc}. */\n`}  ${q.name}: defineQuery\`${(q.wrong ? WRONG : QUERIES)[q.of % (q.wrong ? WRONG : QUERIES).length](q.table)}\`,\n`).join('')}};
`;
  return files;
}

// --- edits -----------------------------------------------------------------------

const someModule = () => pick(Object.values(project.modules));
const edits = [
  ...Array(8).fill(() => { const m = someModule(); if (m.queries.length) m.queries[random(m.queries.length)] = query(); }),
  () => { const m = someModule(); if (m.queries.length) m.queries[random(m.queries.length)].of = random(QUERIES.length); },
  () => { const m = someModule(); if (m.queries.length) m.queries[random(m.queries.length)].doc = pick(['', 'One', 'Two']); },
  () => { const m = someModule(); if (m.queries.length) m.queries[random(m.queries.length)].name = name(); },
  () => { const m = someModule(); if (m.queries.length) m.queries[random(m.queries.length)].wrong = chance(4); },
  () => { const m = someModule(); m.queries.splice(random(m.queries.length + 1), 0, query()); },
  () => { const m = someModule(); m.queries.splice(random(m.queries.length + 1), 1); },
  () => { const m = someModule(); m.queries.reverse(); },
  () => { someModule().top = random(3); },
  () => { delete project.modules[pick(MODULES)]; project.modules[pick(MODULES)] ??= { queries: [query(), query()], top: 0 }; },
  () => { pick(Object.values(project.tables)).columns = pick([[], ['more'], ['more', 'late']]); },
  () => { pick(Object.values(project.tables)).doc = pick(['', 'Things', 'More']); },
  () => { if (project.tables.list) delete project.tables.list; else project.tables.list = { columns: [], doc: '', top: 0 }; },
  () => { project.words = pick(['one', 'two', 'media']); },
  () => { project.union = !project.union; },
  () => { project.model = pick(['', 'media', 'film', 'a']); },
  () => { project.hook = pick(['media_hook', 'a_one', 'film_list']); },
  () => { project.lint = pick(['off', 'note', 'warn', 'error']); },
  () => { project.prefix = pick(['', '', 'app']); },
  () => { project.names = pick(['', 'Medium', 'Film']); },
  () => { project.refute = pick(['off', '1']); },
];

// What no edit of the sources is: what was left is damaged.
const damages = [
  (dir) => { const out = join(dir, '.midstage/out'); const files = existsSync(out) ? readdirSync(out) : []; if (files.length) rmSync(join(out, pick(files))); },
  (dir) => { const out = join(dir, '.midstage/out'); const files = existsSync(out) ? readdirSync(out) : []; if (files.length) writeFileSync(join(out, pick(files)), '// rubbish\n'); },
  (dir) => { const path = join(dir, '.midstage/judged'); if (existsSync(path)) writeFileSync(path, readFileSync(path, 'utf8').slice(0, random(20000))); },
  (dir) => { rmSync(join(dir, '.midstage/withstood'), { force: true }); },
];

// --- comparing -------------------------------------------------------------------

const place = mkdtempSync(join(tmpdir(), 'weave-remembered-'));
process.on('exit', () => rmSync(place, { recursive: true, force: true }));
const incremental = join(place, 'incremental'), anew = join(place, 'anew');
mkdirSync(incremental);

function write(dir, files) {
  for (const name of readdirSync(dir)) if (name.endsWith('.ts') && !files[name]) rmSync(join(dir, name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
}

function run(dir) {
  const r = spawnSync(weave, ['--refute', project.refute, '--diagnostics', 'json'], { cwd: dir, encoding: 'utf8', timeout: 300_000 });
  const gen = join(dir, 'gen');
  const files = existsSync(gen) ? readdirSync(gen).map((name) => [name, readFileSync(join(gen, name), 'utf8')]) : [];
  return { status: r.status, signal: r.signal, out: r.stdout, err: r.stderr, files };
}

const kept = () => {
  const path = join(incremental, '.midstage/judged');
  return existsSync(path) ? (readFileSync(path, 'utf8').match(/^module /gm) ?? []).length : 0;
};

// What is refused is mostly taken back, as people do.
const counts = { 0: 0, 1: 0, remembered: 0 };
let good = structuredClone(project), refused = false;
for (let round = 0; round < Number(rounds); round++) {
  if (refused && !chance(4)) project = structuredClone(good);
  const n = round ? 1 + random(2) : 0;
  for (let i = 0; i < n; i++) pick(edits)();
  write(incremental, sources());
  if (chance(8)) pick(damages)(incremental);
  rmSync(anew, { recursive: true, force: true });
  cpSync(incremental, anew, { recursive: true, filter: (path) => !path.includes('.midstage') });
  counts.remembered += kept();
  const got = run(incremental), wanted = run(anew);
  const where = `round ${round}, seed ${seed}`;
  assert.ok(wanted.status === 0 || wanted.status === 1, `${where}: status ${wanted.status}: ${wanted.err}`);
  assert.equal(got.status, wanted.status, `${where}: ${got.err}`);
  assert.equal(got.err, wanted.err, where);
  assert.equal(got.out, wanted.out, where);
  assert.deepEqual(got.files, wanted.files, where);
  counts[got.status]++;
  refused = got.status !== 0;
  if (!refused) good = structuredClone(project);
}
assert.ok(Number(rounds) < 20 || (counts[0] > 5 && counts[1] > 1 && counts.remembered > 20), JSON.stringify(counts));
console.log(`${rounds} weaves as if nothing were remembered: ${counts[0]} good, ${counts[1]} refused, ${counts.remembered} modules remembered`);
