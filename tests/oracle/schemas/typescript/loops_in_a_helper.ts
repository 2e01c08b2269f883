// Loops, break and continue in a helper.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

function numbered(prefix: string, n: number) {
  const columns: Record<string, never> = {};
  for (let i = 1; ; i++) {
    if (i > n) break;
    if (i === 2) continue;
    columns[`${prefix}${i}`] = text(`${prefix}_${i}`) as never;
  }
  ['x', 'y'].forEach((name, i) => {
    columns[name] = integer(`${name}${i}`) as never;
  });
  return columns;
}

export const t = sqliteTable('t', numbered('field', 4));
