// Variables that change.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

let name = 'first';
name = `${name}_then`;
name += '_more';
let n = 1;
n++;
n *= 10;
const list: string[] = [];
list.push('a', 'b');
list.unshift('z');
const object: { x?: string } = {};
object.x = 'set';

export const t = sqliteTable(name, { n: integer('n').default(n), a: text('a').default(list.join('')), b: text('b').default(object.x!), [list.pop()!]: text() });
