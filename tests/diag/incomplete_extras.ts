import { sqliteTable, text, integer, index, primaryKey, foreignKey, check, unique } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { a: text() }, (t) => [
  index('i'),
//^^^^^^^^^^ W114 this index names no columns: .on(...) is missing
  index().on(t.a),
//^^^^^^^ W114 the name of this index is missing
  unique(),
//^^^^^^^^ W114 this constraint names no columns
  primaryKey({ columns: [] }),
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ W114 this names no columns
  check('c'),
//^^^^^^^^^^ W114 check() takes a name and sql`...`
  index('j').on(t.bb),
//                ^^ W113 table "t" has no "bb"
  foreignKey({ columns: [t.a], foreignColumns: [t.a, t.a] }),
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W114 columns and foreignColumns differ in number
  index('k').on(t.a).onDelete('cascade'),
//                   ^^^^^^^^ W114 an index has no onDelete()
  5,
//^ W114 a table's third argument holds indexes, keys and checks; this is a number
]);
