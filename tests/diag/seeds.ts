// A row of a seed must fit its table.
import { blob, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineSeed } from 'weave-orm';

export const users = sqliteTable('users', {
  id: integer().primaryKey(),
  name: text().notNull(),
  kind: text({ enum: ['a', 'b'] }),
  admin: integer({ mode: 'boolean' }),
  since: integer({ mode: 'timestamp' }),
  score: real(),
  big: blob({ mode: 'bigint' }),
  made: text().$defaultFn(() => crypto.randomUUID()),
  twice: integer().generatedAlwaysAs(1),
});
const hidden = sqliteTable('hidden', { id: integer().primaryKey() });

export const good = defineSeed(users, [
  { id: 1, name: 'Ada', kind: 'a', admin: true, since: new Date(0), score: 1, big: 1n, made: 'x' },
]);
export const bad = defineSeed(users, [
  { id: 1, nane: 'Ada', made: 'x' },
  //       ^^^^ W160 users has no column "nane"
  { id: '1', name: 'Ada', made: 'x' },
  //    ^^^ W160 "id" takes a whole number, not '1'
  { id: 1.5, name: 'Ada', made: 'x' },
  //    ^^^ W160 "id" takes a whole number, not a number
  { id: 1, name: 7, made: 'x' },
  //             ^ W160 "name" takes a string, not a number
  { id: 1, name: 'Ada', kind: 'c', made: 'x' },
  //                          ^^^ W160 "kind" takes one of the column's enum, not 'c'
  { id: 1, name: 'Ada', admin: 1, made: 'x' },
  //                           ^ W160 "admin" takes true or false
  { id: 1, name: 'Ada', since: 0, made: 'x' },
  //                           ^ W160 "since" takes a Date
  { id: 1, name: 'Ada', score: '1', made: 'x' },
  //                           ^^^ W160 "score" takes a number
  { id: 1, name: 'Ada', big: 1, made: 'x' },
  //                         ^ W160 "big" takes a bigint
  { id: 1, name: 'Ada', made: 'x', twice: 2 },
  //                               ^^^^^ W160 "twice" is generated
]);
export const others = [defineSeed(users, [{ id: 1, name: 'Ada' }])];
//                                        ^^^^^^^^^^^^^^^^^^^^^^ W160 "made" is computed by the program: give it
export const secret = defineSeed(hidden, [{ id: 1 }]);
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W160 the table hidden is not exported
export const none = defineSeed('users', []);
//                  ^^^^^^^^^^ W160 defineSeed() takes a table, not a string
export const one = defineSeed(users, { id: 1 });
//                 ^^^^^^^^^^ W160 defineSeed() takes a list of rows, not an object
