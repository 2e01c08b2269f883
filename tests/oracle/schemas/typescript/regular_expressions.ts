// Regular expressions.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const t = sqliteTable('t', {
  a: text(snake('createdAt')),
  b: text('b').default('a-b-c'.replace(/-/g, '_')),
  c: integer('c', { mode: 'boolean' }).default(/^x/.test('xyz')),
});
