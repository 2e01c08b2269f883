// differs from drizzle-kit: of two foreign keys of one name it keeps the later one.
import { foreignKey, integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const parent = sqliteTable('parent', { id: integer().primaryKey(), other: integer().unique() });

export const child = sqliteTable('child', { a: integer(), b: integer() }, (t) => [
  foreignKey({ name: 'to_parent', columns: [t.a], foreignColumns: [parent.id] }),
  foreignKey({ name: 'to_parent', columns: [t.b], foreignColumns: [parent.other] }).onDelete('cascade'),
]);

// Both are named a_b_c_parent_id_fk.
export const joined = sqliteTable('a', { b_c: integer(), c: integer() }, (t) => [
  foreignKey({ name: 'a_b_c_parent_id_fk', columns: [t.c], foreignColumns: [parent.id] }),
  foreignKey({ columns: [t.b_c], foreignColumns: [parent.id] }),
]);
