// foreignKey(): actions, names, several columns, by a function.
import { foreignKey, integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core';

export const parent = sqliteTable('parent', { a: integer('a'), b: integer('b'), c: integer('c').unique() }, (t) => [primaryKey({ columns: [t.a, t.b] })]);
export const one = sqliteTable('one', { x: integer('x'), y: integer('y') }, (t) => [
  foreignKey({ columns: [t.x, t.y], foreignColumns: [parent.a, parent.b] }),
]);
export const two = sqliteTable('two', { x: integer('x'), y: integer('y') }, (t) => [
  foreignKey({ name: 'named_fk', columns: [t.x], foreignColumns: [parent.c] }).onDelete('cascade').onUpdate('restrict'),
]);
export const three = sqliteTable('three', { x: integer('x') }, (t) => ({
  fk: foreignKey(() => ({ columns: [t.x], foreignColumns: [parent.c] })).onDelete('set null'),
}));
export const four = sqliteTable('four', { id: integer('id').primaryKey(), up: integer('up') }, (t) => [
  foreignKey({ columns: [t.up], foreignColumns: [t.id], name: 'self_fk' }).onDelete('cascade'),
]);
