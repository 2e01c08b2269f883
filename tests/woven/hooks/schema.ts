// A table whose writes stand between hooks and keep rules: those of the types, of checks, and of the
// model.
import { defineModel } from 'weave-orm';
import { sql } from 'drizzle-orm';
import { blob, check, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const post = sqliteTable('post', {
  id: integer().primaryKey(),
  slug: text({ length: 8 }).notNull(),
  kind: text({ enum: ['draft', 'live'] }).notNull().default('draft'),
  title: text(),
  stars: integer(),
  rate: real().notNull().default(0.5),
  body: blob(),
  secret: text(),
}, (t) => [
  check('stars', sql`${t.stars} BETWEEN 0 AND 5`),
  check('rate', sql`rate > 0 AND 1 >= rate`),
  check('title', sql`length(title) >= 3`),
  check('odd', sql`slug <> title`),
]);
export const postModel = defineModel(post, {
  validate: { slug: { minLength: 2 }, body: { maxLength: 4 }, title: { oneOf: ['one', 'two', 'no'] } },
  hooks: {
    beforeOperation: 'post_note', beforeSave: 'post_before_save', beforeDelete: 'post_before_delete',
    afterSave: 'post_note', afterCreate: 'post_note', afterUpdate: 'post_note',
    afterDelete: 'post_note', afterOperation: 'post_note', afterSuccess: 'post_note',
    afterError: 'post_after_error',
  },
  sensitive: ['secret'],
  selectByOrInsert: [['slug']], updateBy: [['kind']], deleteBy: [['kind']], insertOrIgnore: true, upsertMany: true,
});
