// harness.mjs - what the contestants in JavaScript share; harness.h says what a
// contestant is.

import { readFileSync } from 'node:fs';

const [kind, file, setup, mediaCount, ...wanted] = process.argv.slice(2);
export const path = kind === 'memory' ? ':memory:' : file;
const media = Number(mediaCount);
const sources = media / 100;
const drafts = media / 10;
const noted = media / 20;

export const mediaOf = (i) => 1 + ((i * 7919) % media);
export const sourceOf = (i) => 1 + ((i * 31) % sources);
export const draftOf = (i) => 1 + ((i * 7919) % drafts);
export const firstParentOf = (i) => 1 + ((i * 50) % (noted - 49));
export const PARENTS = 50;

export function keysOf(i, n) {
  const keys = new Array(n);
  for (let k = 0; k < n; k++)
    keys[k] = 1 + ((i * 7919 + k * 104729) % media);
  return keys;
}

const metadata = Array.from({ length: 64 }, (_, k) =>
  `{"camera":"X100V","iso":${100 + k},"exposure":"1/${60 + k}","lens":"23mm f/2","tags":["a","b"]}`);
export const metadataOf = (i) => metadata[i % 64];

export const filterType = (i) => (i & 1 ? 'image/png' : null);
export const filterWidth = (i) => (i & 2 ? 2000 : null);

const types = ['image/jpeg', 'image/png', 'video/mp4', 'audio/ogg'];

/** The rows to insert, under Drizzle's keys. */
function uploadOf(i) {
  return {
    uri: `/srv/library/photos/2024/11/${String(i).padStart(8, '0')}.jpg`,
    mimeType: types[i % 4],
    width: i % 5 ? 640 + (i % 4000) : null,
    height: i % 5 ? 480 + (i % 3000) : null,
    duration: i % 3 ? null : (i % 1000) * 0.25,
    contentHash: i % 7 ? i.toString(16).padStart(64, '0') : null,
    metadata: i % 2 ? metadataOf(i) : null,
    createdAt: 1700000000 + i,
    updatedAt: i % 2 ? 1700000060 + i : null,
  };
}
export const uploads = [];

export const sumText = (place, text) => place * (text === null ? 7 : text.length + (text.length ? text.charCodeAt(0) : 0));
export const sumOpt = (place, value) => place * (value === null ? 7 : value);
export const sumReal = (place, value) => place * (value === null ? 7 : value * 4);

/** Of a row with Drizzle's keys. */
export const sumMedia = (m) =>
  m.id + sumText(2, m.uri) + sumText(3, m.mimeType) + sumOpt(4, m.width) + sumOpt(5, m.height) +
  sumReal(6, m.duration) + sumText(7, m.contentHash) + sumText(8, m.metadata) + 9 * m.createdAt + sumOpt(10, m.updatedAt);

/** The contestant: { works, open(), exec(sql), number(sql), close() }. */
export function run(contestant) {
  const written = (work) => {
    const table = work.startsWith('insert') ? 'upload' : work.startsWith('update') ? 'draft' : null;
    return table === null ? 0 : contestant.number(
      `SELECT count(*) + sum(length(uri)) + 3 * sum(length(mime_type)) + 5 * sum(coalesce(width, 7)) +
       7 * sum(coalesce(height, 7)) + 11 * sum(coalesce(length(content_hash), 7)) +
       13 * sum(coalesce(length(metadata), 7)) + sum(created_at) + 2 * sum(coalesce(updated_at, 7)) +
       CAST(4 * total(duration) AS INTEGER) FROM ${table}`);
  };
  const empty = () => contestant.exec("DELETE FROM upload; DELETE FROM sqlite_sequence WHERE name = 'upload'");
  const asked = wanted.map((w) => [w.split('=')[0], Number(w.split('=')[1])]);
  const most = Math.max(0, ...asked.filter(([w, n]) => w.startsWith('insert') && n > 0).map(([, n]) => n));
  for (let i = 0; i < most; i++)
    uploads.push(uploadOf(i));
  contestant.open();
  if (kind === 'memory')
    contestant.exec(readFileSync(setup, 'utf8'));
  contestant.prepare?.();
  for (const [name, n] of asked) {
    const work = contestant.works[name];
    if (Number.isNaN(n)) { // a bare name asks whether the work is known
      if (work)
        console.log(name);
      continue;
    }
    empty();
    work(Math.max(1, Math.floor(n / 10)));
    empty();
    const before = process.cpuUsage();
    let sum = work(n);
    const { user, system } = process.cpuUsage(before);
    sum += written(name);
    if (!Number.isSafeInteger(sum))
      throw new Error(`${name}: the sum ${sum} is not exact`);
    console.log(`${name} ${sum} ${((user + system) / 1e6).toFixed(9)} ${n}`);
  }
  contestant.close();
}
