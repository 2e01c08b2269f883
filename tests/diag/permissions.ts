import { sql } from 'drizzle-orm';
import { collection, f, field } from 'weave-orm';

export const a = collection({
  slug: 'a',
  fields: {
    name: field({ type: f.text(), required: true, permissions: { create: false } }),
//                                                               ^^^^^^ W170 this field is required and has no default
    note: field({ type: f.text(), permissions: { read: sql`1` } }),
//                                                     ^^^^^^ W170 a permission of a field is true or false
    gone: field({ type: f.text(), permissions: { delete: false } }),
//                                               ^^^^^^ W110 permissions of a field has no option "delete"
  },
  permissions: {
    create: sql`true`,
//          ^^^^^^^^^ W170 a row that is not there yet has no condition
    read: () => true,
//        ^^^^^^^^^^ W170 a permission is no function
    update: 'me',
//          ^^^^ W170 a permission is true, false or sql`...`
  },
});
export const b = collection({ slug: 'b', fields: {}, permissions: { red: false } });
//                                                                  ^^^ W110 permissions has no option "red"
export const c = collection({ slug: 'c', fields: {}, hooks: { beforeMake: 'x' } });
//                                                            ^^^^^^^^^^ W110 hooks has no option "beforeMake"
