import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineModel, defineUnion } from 'weave-orm';

export const media = sqliteTable('media', { id: integer().primaryKey(), title: text().notNull() });
export const good = sqliteTable('good', { id: integer().primaryKey().references(() => media.id), a: integer().notNull() });
export const loose = sqliteTable('loose', {
  id: integer().primaryKey().references(() => media.id),
  maybe: text(),
//^^^^^ W172 "maybe" of a case may be NULL
  title: text().notNull(),
//^^^^^ W172 "title" is a column of "media" already
});
export const keyed = sqliteTable('keyed', { id: integer().primaryKey(), media: integer().notNull().references(() => media.id) });
export const soft = sqliteTable('soft', { id: integer().primaryKey().references(() => media.id), gone: integer().notNull() });
export const softModel = defineModel(soft, { crud: false });
export const pair = sqliteTable('pair', { a: integer(), b: integer() }, (t) => [primaryKey({ columns: [t.a, t.b] })]);
const hidden = sqliteTable('hidden', { id: integer().primaryKey().references(() => media.id) });

export const a = defineUnion(media, { good, loose });
export const b = defineUnion(media, { keyed });
//                                    ^^^^^ W172 the primary key of "keyed" must be its foreign key to "media"
export const c = defineUnion(media, { one: good, two: good });
//                                               ^^^ W172 "good" is two cases of this union
export const d = defineUnion(media, { media });
//                                    ^^^^^ W172 "media" is the table of the union itself
export const e = defineUnion(media, { base: good });
//                                    ^^^^ W172 "base" is what a row without a case is called
export const f = defineUnion(media, { hidden });
//                                    ^^^^^^ W172 "hidden" is not a table that the schema exports
export const g = defineUnion(media, { soft });
//                                    ^^^^ W172 "soft" cannot be part of a union: its model leaves out its operations
export const h = defineUnion(pair, { good });
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ W172 the table of a union needs an integer primary key
export const i = defineUnion(media, {});
//                                  ^^ W172 the cases of a union are an object of tables
export const j = defineUnion(media, { five: 5 });
//                                    ^^^^ W172 a case of a union is a table, not a number
export const k = defineUnion(5, { good });
//               ^^^^^^^^^^^ W172 defineUnion() takes a table
