import { defineModel } from 'weave-orm';
import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const media = sqliteTable('media', {
  id: integer().primaryKey(),
  mimeType: text('mime_type'),
  width: integer(),
});
export const tags = sqliteTable('tags', { name: text() });
const hidden = sqliteTable('hidden', { id: integer() });

export const wrong = defineModel(media, {
  selectby: [['mimeType']],
//^^^^^^^^ W110 defineModel() has no option "selectby"
  selectBy: [
    ['mimetype'],
//   ^^^^^^^^^^ W113 "media" has no column "mimetype"
  ],
});
export const columns = defineModel(tags, {
  selectBy: [['name', 'name'], [], { column: ['name'] }],
//                    ^^^^^^ W112 the column stands here twice
//                             ^^ W112 columns are a list of their keys: ['mimeType']
//                                   ^^^^^^ W110 a selection has no option "column"
  selectOneBy: 'name',
//             ^^^^^^ W112 selectOneBy is a list, not a string
  orderBy: { name: 'down' },
//                 ^^^^^^ W112 a direction is 'asc' or 'desc'
  selectLike: [media.mimeType],
//                   ^^^^^^^^ W113 this column is of "media", not of "tags"
  selectWhere: { short: 'length(name) < 3', none: sql`` },
//                      ^^^^^^^^^^^^^^^^^^ W112 a condition is written sql`...`
//                                                ^^^^^ W112 the condition is empty
  deleteAll: 'yes',
//           ^^^^^ W112 this is true or false
  softDelete: 5,
//            ^ W112 a column is its key in quotes, or table.column
  validate: { name: { maxLength: 1.5, max: 'x' } },
//                               ^^^ W112 a length is a whole number
//                                         ^^^ W112 a limit is a number
  hooks: { beforeSave: 'not a name', beforeSaving: 'f' },
//                     ^^^^^^^^^^^^ W112 a hook is the name of a C function
//                                   ^^^^^^^^^^^^ W110 hooks has no option "beforeSaving"
  crud: ['insert', 'erase'],
//                 ^^^^^^^ W112 no table has such an operation
});
export const filters = defineModel(tags, {
  filters: {
    one: { near: 'name' },
//         ^^^^ W110 a filter has no option "near"
    two: { eq: 'nam' },
//             ^^^^^ W113 "tags" has no column "nam"
    three: { eqAny: ['name'] },
//                  ^^^^^^^^ W112 eqAny looks at two columns or more
    four: { in: ['name', 'name'] },
//              ^^^^^^^^^^^^^^^^ W112 a filter of this kind looks at one column
    five: 'name',
//        ^^^^^^ W112 a filter is written { gte: 'width' }
    'a-b': { eq: 'name' },
//  ^^^^^ W112 a filter's name has letters, digits and _
    six: { eqAny: ['name', 'name'] },
//                         ^^^^^^ W112 the column stands here twice
    seven: process.env.FILTER,
//         ^^^^^^^^^^^^^^^^^^ W105 "process.env.FILTER" is not known before the program runs
    eight: { eqAny: process.env.COLUMNS },
//                  ^^^^^^^^^^^^^^^^^^^ W105 "process.env.COLUMNS" is not known before the program runs
  },
  filterOrder: { name: 'up' },
//                     ^^^^ W112 a direction is 'asc' or 'desc'
});
const others = sqliteTable('others', { name: text() });
export { others };
export const none = defineModel(others, { filters: {} });
//                                                 ^^ W112 filters are an object: { wide: { gte: 'width' } }
export const noTable = defineModel({});
//                     ^^^^^^^^^^^ W112 defineModel() takes a table or a view, not an object
export const ofHidden = defineModel(hidden, {});
//                      ^^^^^^^^^^^^^^^^^^^^^^^ W112 this is a model of "hidden", which is not exported
export const first = defineModel(media, { deleteAll: true });
export const second = defineModel(media, { deleteAll: true });
//                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W115 "media" has two models
