// JSON from constants, spreads and shorthand.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const mail = true;
const base = { theme: 'dark', size: 12 };

export const t = sqliteTable('t', {
  a: text('a', { mode: 'json' }).default({ ...base, mail, nested: { ...base } }),
  b: text('b', { mode: 'json' }).default([...['x', 'y'], base.theme]),
});
