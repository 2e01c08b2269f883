import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

const columns: any = { a: text('a') };
const seen: string[] = [];
for (const name of ['b', 'c']) console.log(name);
if (seen.length) { let i = 0; i++; }

  for (const name of ['b']) columns[name] = text(name);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W104 weave does not evaluate this for in statement
export let t;
  if (seen) { t = sqliteTable('t', columns); }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W104 weave does not evaluate this if statement
  try { Object.assign(columns, {}); } catch {}
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W104 weave does not evaluate this try statement
