// Collections and a union, at work in collections.c.
import { sql } from 'drizzle-orm';
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { collection, defineConfig, defineQuery, defineUnion, f, field } from 'weave-orm';

export const notes = collection({
  slug: 'notes',
  fields: {
    owner: f.text({ min: 1 }).required(),
    mail: f.email(),
    title: f.text({ max: 20 }).required().unique(),
    price: f.decimal({ precision: 8, scale: 2 }).default('0.10'),
    secret: field({ type: f.text(), permissions: { read: false, update: false } }),
    tags: f.relation({ collection: 'tags', hasMany: true }),
  },
  permissions: { read: sql`owner = ${'viewer: text'}`, update: sql`owner = ${'viewer: text'}`, delete: false },
});

const tags = collection({ slug: 'tags', fields: { name: f.text().required() } });

const logged = collection({
  slug: 'logged',
  fields: { name: f.text({ max: 8 }).required() },
  hooks: {
    beforeOperation: 'hook_before_operation',
    beforeCreate: 'hook_before_create',
    beforeUpdate: 'hook_before_update',
    beforeDelete: 'hook_before_delete',
    afterCreate: 'hook_after_create',
    afterUpdate: 'hook_after_update',
    afterDelete: 'hook_after_delete',
    afterOperation: 'hook_after_operation',
    afterSuccess: 'hook_after_success',
    afterError: 'hook_after_error',
  },
});

const locked = collection({ slug: 'locked', fields: { name: f.text() }, permissions: { create: false, read: false, update: false } });

export default defineConfig({ collections: [notes, tags, logged, locked] });

export const noteQueries = {
  titles: defineQuery((db) => db.select({ id: notes.id, title: notes.title }).from(notes).orderBy(notes.id)),
  page: defineQuery`SELECT id, title FROM notes WHERE id > ${'after'} ORDER BY id LIMIT ${'size: int'} + 1`,
  link: defineQuery`INSERT INTO notes_tags (_parent_id, _order, value) VALUES (${'note'}, ${'order'}, ${'tag'})`,
  tagsOf: defineQuery`SELECT t.name FROM notes_tags l JOIN tags t ON t.id = l.value WHERE l._parent_id = ${'note'} ORDER BY l._order`,
  links: defineQuery`SELECT count(*) AS n FROM notes_tags`,
  removeTag: defineQuery`DELETE FROM tags WHERE id = ${'id'}`,
  secretOf: defineQuery`SELECT secret FROM notes WHERE id = ${'id'}`,
};

export const media = sqliteTable('media', {
  id: integer().primaryKey({ autoIncrement: true }),
  title: text().notNull(),
  rating: integer().notNull().default(3),
});
export const photo = sqliteTable('photo', {
  mediaId: integer('media_id').primaryKey().references(() => media.id),
  width: integer().notNull(),
  camera: text().notNull(),
});
export const film = sqliteTable('film', {
  id: integer().primaryKey().references(() => media.id),
  seconds: real().notNull(),
  codec: text({ enum: ['av1', 'vp9'] }).notNull(),
  studio: text().notNull(),
  director: text().notNull(),
  'release year': integer().notNull(),
});
export const content = defineUnion(media, { withPhoto: photo, withFilm: film });
