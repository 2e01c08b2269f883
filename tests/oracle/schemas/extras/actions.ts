// Every action of a reference.
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const p = sqliteTable('p', { id: integer('id').primaryKey() });
export const t = sqliteTable('t', {
  a: integer('a').references(() => p.id, { onDelete: 'cascade' }),
  b: integer('b').references(() => p.id, { onDelete: 'restrict' }),
  c: integer('c').references(() => p.id, { onDelete: 'set null', onUpdate: 'cascade' }),
  d: integer('d').references(() => p.id, { onDelete: 'set default' }),
  e: integer('e').references(() => p.id, { onDelete: 'no action', onUpdate: 'no action' }),
  f: integer('f').references(() => p.id, { onUpdate: 'set null' }),
  g: integer('g').references(() => p.id, {}),
  h: integer('h').references(() => p.id),
  i: integer('i').references(() => p.id, { onDelete: undefined }),
});
