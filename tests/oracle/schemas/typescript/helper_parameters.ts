// Default, rest, optional and destructured parameters.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const amount = (name: string, { fallback = 0, required = false }: { fallback?: number; required?: boolean } = {}) => {
  const column = integer(name).default(fallback);
  return required ? column.notNull() : column;
};
const pick = (first: string, ...rest: string[]) => text(first, { enum: [first, ...rest] }).default(rest[0] ?? first);
const length = (name: string, length = 20) => text(name, { length });
const both = ([a, b]: [string, string], suffix?: string) => text(`${a}_${b}${suffix ?? ''}`);

export const t = sqliteTable('t', {
  a: amount('a'),
  b: amount('b', { fallback: 5, required: true }),
  c: amount('c', { required: true }),
  d: pick('d', 'e', 'f'),
  e: length('e'),
  f: length('f', 5),
  g: both(['x', 'y']),
  h: both(['x', 'y'], '_z'),
});
