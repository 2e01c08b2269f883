// lib.mjs - what the end-to-end tests share: a project in a temporary directory, weave run
// on it, and the state of its output.
//
// WEAVE names the binary under test, ROOT the repository.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const WEAVE = process.env.WEAVE;
export const ROOT = process.env.ROOT;
if (!WEAVE || !ROOT) throw new Error('set WEAVE and ROOT');

/** A project: files by name, in a directory of its own that goes when the test ends. */
export function project(t, files) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'weave-e2e-'));
  t.after(() => fs.rmSync(dir, { recursive: true, force: true }));
  const p = {
    dir,
    path: (name) => path.join(dir, name),
    read: (name) => fs.readFileSync(path.join(dir, name), 'utf8'),
    write(name, text) {
      fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      fs.writeFileSync(path.join(dir, name), text);
    },
    edit(name, from, to) {
      const text = p.read(name);
      if (!text.includes(from)) throw new Error(`${name} holds no ${JSON.stringify(from)}`);
      p.write(name, text.replace(from, to));
    },
    run(args, options = {}) {
      const r = spawnSync(WEAVE, args, {
        cwd: dir,
        encoding: 'utf8',
        env: { ...process.env, ...options.env },
        timeout: options.timeout ?? 120_000,
      });
      return { status: r.status, signal: r.signal, out: r.stdout, err: r.stderr, all: r.stdout + r.stderr };
    },
    weave: (...args) => p.run(['--schema', 'schema.ts', '--out', 'gen', ...args]),
    describe() {
      const r = p.run(['describe', '--json', '--schema', 'schema.ts']);
      if (r.status !== 0) throw new Error(r.all);
      return JSON.parse(r.out);
    },
    hash: (name = 'gen') => treeHash(path.join(dir, name)),
    leftovers: () => fs.readdirSync(dir).filter((n) => n.startsWith('.') && n !== '.midstage'),
  };
  for (const [name, text] of Object.entries(files)) p.write(name, text);
  return p;
}

/** One hash of all names and bytes below a directory; 'absent' if there is none. */
export function treeHash(dir) {
  if (!fs.existsSync(dir)) return 'absent';
  const h = createHash('sha256');
  for (const name of fs.readdirSync(dir).sort())
    h.update(`${name}\0`).update(fs.readFileSync(path.join(dir, name))).update('\0');
  return h.digest('hex');
}

/** "LINE:COL" of the n-th place where word stands in text. */
export function place(text, word, n = 1) {
  let at = -1;
  for (let i = 0; i < n; i++) {
    at = text.indexOf(word, at + 1);
    if (at < 0) throw new Error(`no ${JSON.stringify(word)}`);
  }
  const before = text.slice(0, at).split('\n');
  return `${before.length}:${before.at(-1).length + 1}`;
}
