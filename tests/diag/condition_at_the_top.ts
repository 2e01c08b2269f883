import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const columns: any = { a: text('a') };
if (process.env.EXTRA) columns.b = text('b');
//  ^^^^^^^^^^^^^^^^^ W105 "process.env.EXTRA" is not known before the program runs
export const t = sqliteTable('t', columns);

const words = ['a'];
for (const word of process.argv) words.push(word);
//                 ^^^^^^^^^^^^ W105 "process.argv" is not known before the program runs
export const u = sqliteTable('u', { a: text({ enum: words }) });

const seen: string[] = [];
if (process.env.LOG) { seen.push('x'); console.log(seen); }
export const v = sqliteTable('v', { a: text() });
