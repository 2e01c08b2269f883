// Names that look like numbers: JavaScript lists such keys first, by their number, wherever they were put.
import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, sqliteTable, sqliteView, text, unique } from 'drizzle-orm/sqlite-core';

export const a = sqliteTable('zebra', { id: integer().primaryKey() });

export const b = sqliteTable(
  '10',
  { z: text(), later: text('12'), '3': text('three'), sooner: text('2').unique('7'), '01': text(), minus: text('-1') },
  (t) => [
    index('z_idx').on(t.z),
    index('5').on(t.z),
    unique('3').on(t.z, t.later),
    check('ok', sql`1`),
    check('2', sql`2`),
    check('1', sql`1`),
    foreignKey({ columns: [t.z], foreignColumns: [a.id] }),
    foreignKey({ name: '4', columns: [t.later], foreignColumns: [a.id] }),
  ],
);

export const c = sqliteTable('9', { id: integer('4294967294'), x: integer('4294967295'), y: integer('0') });

export const v = sqliteView('w', { id: integer() }).as(sql`select 1 as id`);

export const w = sqliteView('1', { id: integer() }).as(sql`select 1 as id`);
