// A function called where it is written.
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const columns = (() => {
  const shared = { a: text('a') };
  return { ...shared, b: integer('b') };
})();

export const t = (function (name: string) {
  return sqliteTable(name, columns);
})('t');
