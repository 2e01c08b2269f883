// Template strings.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const name = 'world';

export const t = sqliteTable('t', {
  a: text('a').default(`hello ${name}`),
  b: text('b').default(`${1 + 1} ${true} ${null} ${undefined}`),
  c: text('c').default(`${[1, 2, 3]}`),
  d: text('d').default(`a\`b\${c}`),
  e: text('e').default(String.raw`a\nb`),
});
