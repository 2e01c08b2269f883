// Functions that make functions, and remember.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const prefixed = (prefix: string) => (name: string) => text(`${prefix}_${name}`);
const home = prefixed('home');
function counter() {
  let n = 0;
  return () => {
    n += 1;
    return integer(`n${n}`);
  };
}
const next = counter();

export const t = sqliteTable('t', { a: home('street'), b: home('city'), c: prefixed('work')('city'), d: next(), e: next() });
