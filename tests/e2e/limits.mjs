// limits.mjs WEAVE MEASURE - input without bounds is refused by name or read, in bounded memory.
//
// Each input is made here. What must hold of all: an exit status of 0 or 1, a diagnostic
// that names what is wrong, no more than 64 MB and four times what was read, less than 10
// seconds of processor time (a second without sanitizers on an idle machine; what is
// without end takes for ever).

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const [weave, measure] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'weave-limits-'));
after(() => rmSync(directory, { recursive: true }));

const table = `import { sqliteTable, text } from 'drizzle-orm/sqlite-core';
export const t = sqliteTable('t', { a: text('a') });
`;
const many = 100000;
const x = (text, n = many) => text.repeat(n);

// What weave says of the file, and what it took: by the kernel's own count.
function run(path, read, allowed = 64 * 1024 + 4 * read / 1024) {
  const child = spawnSync('sh', ['-c', 'ulimit -t 10; rm -f "$1"; exec "$2" "$1" "$3" sql --schema "$4"', 'sh',
    join(directory, 'taken'), measure, weave, path], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ok(child.status === 0 || child.status === 1, `status ${child.status}, signal ${child.signal}`);
  const kilobytes = Number(readFileSync(join(directory, 'taken'), 'utf8').trim().split(' ')[2]);
  assert.ok(kilobytes > 0 && kilobytes <= allowed, `${kilobytes} kB, allowed ${allowed}`);
  return child;
}

function refused(name, text, says) {
  test(`${name} is refused`, () => {
    const path = join(directory, 'schema.ts');
    writeFileSync(path, text);
    const { status, stderr } = run(path, Buffer.byteLength(text));
    assert.equal(status, 1);
    assert.match(stderr, says);
    assert.match(stderr, /error: ["a-z]/); // in lower case
  });
}

function taken(name, text, allowed) {
  test(`${name} is read`, () => {
    const path = join(directory, 'schema.ts');
    writeFileSync(path, text);
    const { status, stdout, stderr } = run(path, Buffer.byteLength(text), allowed);
    assert.equal(status, 0, stderr.slice(0, 1000));
    assert.match(stdout, /CREATE TABLE `t`/);
  });
}

const deep = /nested more than \d+ deep|more than \d+ parts/;
for (const bracket of ['(', '[', '{', '`${', 'f(', '[[', '({a:'])
  refused(`${many} times ${bracket}`, `${table}const a = ${x(bracket)}`, deep);
refused('brackets closed as well', `${table}const a = ${x('(')}1${x(')')};`, deep);
for (const [name, text] of Object.entries({
  'a chain of members': `a${x('.b')}`, 'a chain of calls': `a${x('()')}`, 'indexes': `a${x('[0]')}`,
  'a sum': `${x('a+')}1`, 'negations': `${x('!')}1`, 'a ternary': `${x('a?b:')}1`,
  'arrow functions': `${x('a=>')}1`, 'assignments': `${x('a=')}1`, 'casts': `a${x(' as b')}`,
  'optional members': `a${x('?.b')}`, 'templates as tags': `a${x('`x`')}`,
})) refused(`${name} without end`, `${table}export const a = ${text};`, deep);
refused('a union of types without end', `${table}type A = ${x("|'a'")};`, deep);
refused('if and else without end', `${table}${x('if(a){}else ')}`, deep);
refused('an import without end', `${x('import(')}`, deep);
refused('a sum of five thousand', `${table}export const u = sqliteTable('u', { a: text(${x("'a'+", 5000)}'b') });`,
  /nested more than/);
taken('a string of a megabyte', `${table}export const a = '${x('a', 1e6)}';`);
taken('a template of a megabyte', `${table}export const a = \`${x('a', 1e6)}\`;`);
taken('a comment of ten megabytes', `${table}/*${x('*', 1e7)}*/`);
refused('a comment without an end', `${table}/*${x('*', 1e6)}`, /this comment is never closed/);
taken('one line of a megabyte', `${table}${x('const a = 1; ', 80000)}`, 128 * 1024);
refused('an error at the end of a long line', `${table}${x('const a = 1; ', 30000)}const = 1;`,
  /schema\.ts:3:390007: error: variable declaration expected/);
refused('garbage', x('}{)(][`\'"\\/*@#\n', 20000), /W101|W106/);
refused('a NUL', `${table}\0`, /byte \d+ of the file is NUL/);
refused('what is not UTF-8', Buffer.concat([Buffer.from(table), Buffer.from([0xff])]), /is not UTF-8: 0xFF/);

test('ten thousand errors are said in the time of one', () => {
  const path = join(directory, 'schema.ts');
  writeFileSync(path, `import { sqliteTable, text } from 'drizzle-orm/sqlite-core';\n` +
    Array.from({ length: 10000 }, (_, i) => `export const t${i} = sqliteTable('t${i}', { a: txt('a') });\n`).join(''));
  const { status, stderr } = run(path, 700000);
  assert.equal(status, 1);
  assert.equal(stderr.match(/"txt" is bound nowhere/g).length, 10000);
});

test('a file of 100 MB is refused before it is read', () => {
  const path = join(directory, 'large.ts');
  writeFileSync(path, '');
  truncateSync(path, 100 * 1024 * 1024);
  const { status, stderr } = run(path, 0);
  assert.equal(status, 1);
  assert.match(stderr, /large\.ts: error: cannot read the file: it is larger than 64 MB/);
});

test('an import that cannot be read says why', () => {
  mkdirSync(join(directory, 'imports'));
  const path = (name) => join(directory, 'imports', name);
  writeFileSync(path('large.ts'), '');
  truncateSync(path('large.ts'), 100 * 1024 * 1024);
  symlinkSync('loop.ts', path('loop.ts'));
  spawnSync('mkfifo', [path('pipe.ts')]);
  for (const [name, why] of [['large', 'it is larger than 64 MB'], ['loop', 'Too many levels of symbolic links'],
    ['pipe', 'it is not a regular file']]) {
    writeFileSync(path('schema.ts'), `import { a } from './${name}';\n${table.replace("text('a')", 'text(a)')}`);
    assert.match(run(path('schema.ts'), 0).stderr, new RegExp(`${name}\\.ts for the import "\\./${name}": ${why}`));
  }
  writeFileSync(path('schema.ts'), `import { a } from './gone';\n${table.replace("text('a')", 'text(a)')}`);
  assert.match(run(path('schema.ts'), 0).stderr, /schema\.ts:1:10: error: no file is found for the import "\.\/gone"/);
});

test('files that are no files are refused', () => {
  for (const path of ['/dev/zero', '/dev/null', join(directory, 'imports', 'pipe.ts')])
    assert.match(run(path, 0).stderr, /it is not a regular file/);
});

test('ten thousand modules, each importing or re-exporting the next, end in an error', () => {
  const path = (name) => join(directory, 'chain', name);
  mkdirSync(join(directory, 'chain'));
  for (let i = 0; i < 10000; i++)
    writeFileSync(path(`f${i}.ts`), `export * from './f${i + 1}';\nimport { n${i + 1} } from './f${i + 1}';\nexport const n${i} = n${i + 1};\n`);
  writeFileSync(path('star.ts'), `export * from './f0';\n`);
  writeFileSync(path('name.ts'), `import { n0 } from './f0';\n${table.replace("text('a')", 'text(n0)')}`);
  for (const name of ['star.ts', 'name.ts']) {
    const { status, stderr } = run(path(name), 1e6);
    assert.equal(status, 1);
    assert.match(stderr, /nested more than \d+ deep/);
  }
});

test('modules that re-export each other crosswise are looked at once', () => {
  const path = (name) => join(directory, 'cross', name);
  mkdirSync(join(directory, 'cross'));
  for (let i = 0; i < 60; i++)
    for (const side of 'ab')
      writeFileSync(path(`${side}${i}.ts`), i === 59 ? `export const ${side} = 1;\n`
        : `export * from './a${i + 1}';\nexport * from './b${i + 1}';\n`);
  writeFileSync(path('schema.ts'), `export * from './a0';\nimport { gone } from './b0';\n${table.replace("text('a')", 'text(gone)')}`);
  assert.match(run(path('schema.ts'), 1e6).stderr, /b0\.ts" does not export "gone"/);
});
