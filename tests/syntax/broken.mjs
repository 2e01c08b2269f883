// broken.mjs WEAVE - what TypeScript refuses, weave refuses at the same place.
//
// Each snippet is given to the TypeScript compiler and to weave. Whatever weave says
// stands where tsc says something, or at what is open there: a bracket, a quote, a comment;
// and what tsc says first of a statement weave says. A separator `---- differs: WHY` goes
// before a snippet of which the two see the place differently.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import ts from 'typescript';

const weave = process.argv[2];
const directory = mkdtempSync(join(tmpdir(), 'weave-broken-'));
after(() => rmSync(directory, { recursive: true }));

const snippets = readFileSync(new URL('broken.txt', import.meta.url), 'utf8')
  .split(/^----/m).slice(1).map((s) => ({ differs: s.startsWith(' differs:'), text: s.replace(/^.*\n/, '') }));

function refusals(text) {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  return file.parseDiagnostics.map((d) => ({
    line: file.getLineAndCharacterOfPosition(d.start).line + 1,
    column: file.getLineAndCharacterOfPosition(d.start).character + 1,
    message: ts.flattenDiagnosticMessageText(d.messageText, '\n'),
  }));
}

function complaints(path) {
  const run = spawnSync(weave, ['sql', '--schema', path, '--diagnostics', 'json'], { encoding: 'utf8' });
  assert.equal(run.status, 1, run.stderr);
  return run.stderr.trim().split('\n').map((line) => JSON.parse(line));
}

const opening = /closed|closes nothing|unterminated|expected, found/;

snippets.forEach(({ differs, text }, i) => {
  test(`refuses ${text.trim().split('\n')[0]}`, () => {
    const path = join(directory, `${i}.ts`);
    writeFileSync(path, text);
    const theirs = refusals(text), ours = complaints(path);
    assert.notEqual(theirs.length, 0, 'the snippet is TypeScript');
    const said = JSON.stringify({ theirs, ours }, null, 1);
    if (process.env.SHOW) console.log(text, said);
    for (const o of ours) {
      assert.match(o.message, /^["a-z(]/, 'starts in lower case');
      const same = theirs.some((t) => t.line === o.line && t.column === o.column);
      assert.ok(same || differs || opening.test(o.message), `elsewhere: ${o.message}\n${said}`);
    }
    // Of each statement, what tsc says first.
    const statements = text.split(/^(?=export )/m);
    let line = 1;
    for (const statement of statements) {
      const last = line + statement.split('\n').length - 2;
      const inside = (d) => d.line >= line && d.line <= last;
      if (theirs.some(inside) && !differs)
        assert.ok(ours.some(inside), `nothing said of lines ${line} to ${last}\n${said}`);
      line = last + 1;
    }
  });
});
