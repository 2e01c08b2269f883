// Destructuring, of objects and arrays, renamed, with defaults and rests.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const config = { name: 'things', sizes: ['s', 'm', 'l'], deep: { limit: 7 } };
const { name: TABLE, missing = 'none', deep: { limit }, ...others } = config as typeof config & { missing?: string };
const [small, , large = 'x', extra = 'extra'] = config.sizes;

export const t = sqliteTable(TABLE, {
  a: text('a').default(missing),
  b: integer('b').default(limit),
  c: text('c').default(small!),
  d: text('d').default(large),
  e: text('e').default(extra),
  f: integer('f').default(others.sizes.length),
});
