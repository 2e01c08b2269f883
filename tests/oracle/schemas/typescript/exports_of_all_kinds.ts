// export of functions, classes, types, enums, lets and lists.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export function id() {
  return integer('id').primaryKey();
}
export class Nothing {}
export enum Kind {
  A = 'a',
}
export type T = typeof t.$inferSelect;
export interface I extends T {}
export let t = sqliteTable('t', { id: id(), kind: text('kind').default(Kind.A) });
export var u = sqliteTable('u', { id: id() });
const v = sqliteTable('v', { id: id() }),
  w = sqliteTable('w', { id: id() });
export { v, w as 'string name' };
export const tables = { t, u, v };
