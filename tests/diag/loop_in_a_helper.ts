import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

function columns() {
  const all = {};
  for (const name of ['a', 'b']) all[name] = text(name);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W104 weave does not evaluate this for in statement
  return all;
}
export const t = sqliteTable('t', columns());
