// Loops that fill an object.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const columns: Record<string, never> = {};
for (const name of ['a', 'b']) columns[name] = text(name) as never;
for (let i = 0; i < 3; i++) {
  columns[`n${i}`] = integer(`n_${i}`) as never;
}
const sizes = { s: 1, m: 2 };
for (const key in sizes) columns[key] = integer(key).default(sizes[key as 's']) as never;
let left = 2;
while (left > 0) {
  columns[`w${left}`] = text(`w${left}`) as never;
  left--;
}

export const t = sqliteTable('t', columns);
