// labelled.test.mjs - what weave says of the labelled queries is what the labels say: every
// type, every NULL, how many rows.

import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { project } from '../e2e/lib.mjs';
import { files, readLabels, schema } from './labels.mjs';

const storage = { int: 'integer', num: 'real', unknown: 'any' };
const show = (x) => `${x.type}${x.nullable ? '?' : ''}${x.list ? '[]' : ''}`;
const stored = (x) => ({ ...x, type: storage[x.type] ?? x.type });

function differences(label, said) {
  if (!said) return ['weave knows no such query'];
  const out = [];
  const differ = (what, wanted, given) => wanted !== given && out.push(`${what}: ${given}, not ${wanted}`);
  differ('rows', label.rows, said.cardinality);
  differ('parameters', label.params.map((p) => p.name).join(), said.params.map((p) => p.name).join());
  differ('columns', label.columns.length, said.columns.length);
  if (out.length) return out;
  label.params.forEach((p, i) => {
    differ(`:${p.name}`, show(stored(p)), show(said.params[i]));
    differ(`:${p.name} is known`, p.type !== 'unknown', said.params[i].known !== 'unknown');
  });
  label.columns.forEach((c, i) => differ(`column ${said.columns[i].name}`, show(stored(c)), show(said.columns[i])));
  return out;
}

test('the labelled queries', async (t) => {
  const p = project(t, {});
  const r = p.run(['describe', '--json', ...[schema, ...files].flatMap((file) => ['--schema', file])]);
  assert.equal(r.status, 0, r.all);
  const said = new Map(JSON.parse(r.out).queries.map((q) => [q.name, q]));
  for (const file of files) {
    await t.test(path.basename(file, '.sql'), () => {
      const labels = readLabels(file);
      const wrong = labels.flatMap((label) =>
        differences(label, said.get(label.name)).map((d) => `${label.place}: ${label.name}: ${d}`),
      );
      assert.ok(labels.length > 0);
      assert.equal(wrong.length, 0, `of ${labels.length} queries these are not as labelled:\n${wrong.join('\n')}`);
    });
  }
});
