// Generics, overloads, type guards and declarations: said to the compiler alone.
import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

declare const AMBIENT: string;
interface Named<T = string> {
  name: T;
}
type Pair<T> = readonly [T, T];
function column(name: string): never;
function column(name: string, length: number): never;
function column(name: string, length?: number) {
  return (length === undefined ? text(name) : text(name, { length })) as never;
}
const pair = <T,>(a: T, b: T): Pair<T> => [a, b];
abstract class Unused<T> {
  abstract x: T;
}

export type { Named };
export const t = sqliteTable('t', { a: column('a'), b: column('b', 4), c: text(pair<string>('c', 'd')[0]) });
