// labels.mjs - reads the labelled queries: what is true of each, as people say it.
//
//     -- name: k21
//     -- = optional | id int | text, text?
//     SELECT ...;
//
// How many rows, the parameters in SQLite's order, the columns. A type is int, real, text,
// blob, num (NUMERIC: a real or an integer) or any; `?` is nullable, `[]` a list, and
// `unknown` a parameter that nothing says anything of.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = path.dirname(fileURLToPath(import.meta.url));
export const schema = path.join(here, 'schema.sql');
export const files = fs
  .readdirSync(here)
  .filter((name) => name.endsWith('.sql') && name !== 'schema.sql')
  .map((name) => path.join(here, name));

function readType(text) {
  const [, type, nullable, list] = /^([a-z]+)(\?)?(\[\])?$/.exec(text) ?? [];
  if (!/^(int|real|text|blob|num|any|unknown)$/.test(type ?? '')) throw new Error(`no type: ${text}`);
  return { type, nullable: Boolean(nullable), list: Boolean(list) };
}

const items = (text) => text.split(',').map((item) => item.trim()).filter(Boolean);

function readParam(text) {
  const [name, type] = text.split(' ');
  return { name, ...readType(type) };
}

function readQuery(file, text, line) {
  const [, name] = /^-- name: (\w+)$/m.exec(text);
  const [, label] = /^-- = (.*)$/m.exec(text) ?? [];
  const [rows, params, columns] = (label ?? '').split('|').map((part) => part.trim());
  if (columns === undefined || !/^(exec|one|optional|many)$/.test(rows)) throw new Error(`${file}:${line}: no label`);
  try {
    return {
      name: `${path.basename(file, '.sql')}.${name}`,
      place: `${path.basename(file)}:${line}`,
      rows,
      params: items(params).map(readParam),
      columns: items(columns).map(readType),
      sql: text.replace(/^--.*$/gm, '').trim().replace(/;$/, ''),
    };
  } catch (error) {
    throw new Error(`${file}:${line}: ${error.message}`);
  }
}

/** The queries of one file. */
export function readLabels(file) {
  let line = 1;
  const queries = [];
  for (const part of fs.readFileSync(file, 'utf8').split(/^(?=-- name: )/m)) {
    if (part.startsWith('-- name: ')) queries.push(readQuery(file, part, line));
    line += part.split('\n').length - 1;
  }
  return queries;
}
