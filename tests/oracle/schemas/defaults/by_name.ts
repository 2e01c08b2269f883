// Defaults from constants, members and enums.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

enum Role {
  User = 'user',
  Admin = 'admin',
}
enum Level {
  Low,
  High = 10,
  Higher,
}
const DEFAULTS = { lang: 'en', limits: { page: 20 } } as const;
const LIST = ['first', 'second'] as const;

export const t = sqliteTable('t', {
  a: text('a').default(Role.User),
  b: integer('b').default(Level.Low),
  c: integer('c').default(Level.Higher),
  d: text('d').default(DEFAULTS.lang),
  e: integer('e').default(DEFAULTS.limits.page),
  f: text('f').default(LIST[1]),
  g: text('g').default(LIST[0]!),
  h: text('h').default(Level[10]!),
  i: text('i').default(DEFAULTS['lang']),
});
