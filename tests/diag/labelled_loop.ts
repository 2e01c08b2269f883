import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

function columns() {
  const all: any = {};
  outer: for (const name of ['a', 'b']) {
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W104 weave does not evaluate this labeled statement
    for (const other of ['c']) { all[name + other] = text(); continue outer; }
  }
  return all;
}
export const t = sqliteTable('t', columns());
