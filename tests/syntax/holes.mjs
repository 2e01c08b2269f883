// holes.mjs WEAVE - what TypeScript accepts, weave reads: each snippet stands before a
// table, the TypeScript compiler says whether it is valid, and the table must come out.
//
// A snippet may end in a comment `tsx`: then it is a .tsx file.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';

const weave = process.argv[2];
const directory = mkdtempSync(join(tmpdir(), 'weave-holes-'));
after(() => rmSync(directory, { recursive: true }));

const snippets = readFileSync(new URL('snippets.txt', import.meta.url), 'utf8')
  .split(/^----.*\n/m).filter((s) => s.trim());

// A template's escapes must not hide in a string: \uFEFF and the like are written <U+FEFF>.
const unescape = (s) => s.replace(/<U\+([0-9A-F]+)>/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)));

const table = `
import { sqliteTable as madeTable, text as madeText } from 'drizzle-orm/sqlite-core';
export const media = madeTable('media', { id: madeText('id').primaryKey() });
`;

function complaints(name, text) {
  const kind = name.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
  return file.parseDiagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
}

snippets.forEach((raw, i) => {
  const snippet = unescape(raw);
  const name = `${i}.${/\/\/ tsx\s*$/.test(snippet) ? 'tsx' : 'ts'}`;
  test(`reads ${snippet.trim().split('\n')[0]}`, () => {
    const text = snippet + table;
    assert.deepEqual(complaints(name, text), [], 'the snippet is no TypeScript');
    const path = join(directory, name);
    writeFileSync(path, text);
    const run = spawnSync(weave, ['sql', '--schema', path], { encoding: 'utf8' });
    assert.doesNotMatch(run.stderr, /\[W10[016]\]/); // what it means is not the question
    if (run.status === 0) assert.match(run.stdout, /CREATE TABLE `media`/);
  });
});
