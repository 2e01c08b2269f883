// pages.mjs WEAVE ROOT PAGE... - the examples of the manual's pages, woven, compiled and run.
//
// On a page of docs/ a fenced block says behind its language what it is:
//
//     ```ts schema.ts      a file of the example project; blocks of one name are one file
//     ```c run             statements, with `db` open on the project's database page.db
//     ```c outside         what stands outside of functions: hooks, callbacks
//     ```sh run            commands in the project; `weave` is the one under test
//     ```text prints       what ran since the last such block has printed, line by line
//
// All that runs has assert() and stdio.h; what is printed with no block to compare it
// with is looked at by nobody. Other blocks are read by people alone. TAP on stdout.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const [weave, root, ...pages] = process.argv.slice(2);
const sanitizers = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** The fenced blocks of a page: language, what they are, text, line. */
function blocksOf(text) {
  const blocks = [];
  let open = null;
  for (const [i, line] of text.split('\n').entries()) {
    const fence = /^```(\S*)\s*(.*)$/.exec(line);
    if (fence && open) {
      blocks.push(open);
      open = null;
    } else if (fence) open = { language: fence[1], is: fence[2], text: '', line: i + 2 };
    else if (open) open.text += `${line}\n`;
  }
  return blocks;
}

const isFile = (b) => /^[\w-][\w./-]*\.\w+$/.test(b.is);
const isExample = (b) => b.language === 'c' && b.is === 'run';

function run(dir, command, args) {
  const r = spawnSync(command, args, {
    cwd: dir,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, PATH: `${path.dirname(weave)}:${process.env.PATH}` },
  });
  if (r.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${r.status ?? r.signal}\n${r.stdout}${r.stderr}`);
  return r.stdout;
}

function writeFiles(dir, blocks) {
  const files = new Map();
  for (const b of blocks.filter(isFile)) files.set(b.is, (files.get(b.is) ?? '') + b.text);
  for (const [name, text] of files) {
    fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    fs.writeFileSync(path.join(dir, name), text);
  }
  return [...files.keys()];
}

/** One program: example N runs on page.db, as made by the examples before it. */
function programOf(page, blocks, open) {
  const at = (b) => `#line ${b.line} "${page}"\n${b.text}`;
  const examples = blocks.filter(isExample);
  return `#undef NDEBUG
#include "db.gen.h"
#include <sqlite3.h>
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

${blocks.filter((b) => b.language === 'c' && b.is === 'outside').map(at).join('\n')}
${examples.map((b, i) => `static void example_${i}(WeaveDb *db)\n{\n(void)db;\n${at(b)}}\n`).join('\n')}
#line 1 "page.c"
int main(int argc, char **argv)
{
    static void (*const examples[])(WeaveDb *) = {${examples.map((_, i) => `example_${i}`).join(', ')}};
    WeaveDb *db;
    WeaveStatus status = ${open}("page.db", WEAVE_OPEN_CREATE, &db);
    if (argc != 2 || status != WEAVE_OK)
        return fprintf(stderr, "%s\\n", weave_message(db)), 1;
    examples[atoi(argv[1])](db);
    return weave_close(db) != WEAVE_OK;
}
`;
}

function compile(dir, page, blocks) {
  const open = /\w*db_open(?=\()/.exec(fs.readFileSync(path.join(dir, 'gen/db.gen.h'), 'utf8'))[0];
  fs.writeFileSync(path.join(dir, 'page.c'), programOf(page, blocks, open));
  const sources = [
    ...fs.readdirSync(path.join(dir, 'gen')).filter((n) => n.endsWith('.c')).map((n) => `gen/${n}`),
    ...fs.readdirSync(path.join(root, 'runtime')).filter((n) => n.endsWith('.c')).map((n) => path.join(root, 'runtime', n)),
    ...(fs.existsSync(path.join(dir, 'functions.c')) ? ['functions.c'] : []),
  ];
  run(dir, process.env.CC ?? 'cc', [
    '-std=c11', '-g', '-Wall', '-Wextra', '-Werror', ...sanitizers,
    '-I.', '-Igen', `-I${root}`, `-I${root}/runtime`,
    'page.c', ...sources, '-o', 'page', '-lsqlite3', '-lpthread', '-lm',
  ]);
}

function tryPage(page) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'weave-page-'));
  try {
    const blocks = blocksOf(fs.readFileSync(page, 'utf8'));
    const files = writeFiles(dir, blocks);
    const configured = files.some((f) => /^(weave|drizzle)\.config\.ts$/.test(f));
    const schemas = files.filter((f) => /\.(ts|sql)$/.test(f)).flatMap((f) => ['--schema', f]);
    run(dir, weave, configured ? ['-q', '--out', 'gen'] : ['-q', '--out', 'gen', ...schemas]);
    if (blocks.some(isExample)) compile(dir, path.basename(page), blocks);
    let printed = '', n = 0;
    for (const b of blocks) {
      if (isExample(b)) printed += run(dir, './page', [String(n++)]);
      if (b.language === 'sh' && b.is === 'run') printed += run(dir, 'sh', ['-eu', '-c', b.text]);
      if (b.is !== 'prints') continue;
      if (printed !== b.text) throw new Error(`line ${b.line}: prints\n${printed}and not\n${b.text}`);
      printed = '';
    }
    if (!n && !blocks.some((b) => b.is === 'run')) throw new Error('nothing on this page is run');
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

console.log(`1..${pages.length}`);
let failed = false;
for (const [i, page] of pages.entries()) {
  let problem = null;
  try {
    tryPage(page);
  } catch (e) {
    problem = e.message;
    failed = true;
  }
  console.log(`${problem ? 'not ok' : 'ok'} ${i + 1} the examples of ${path.basename(page)}`);
  if (problem) console.log(problem.replace(/^/gm, '# '));
}
process.exit(failed ? 1 : 0);
