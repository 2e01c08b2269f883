/** The bench's database: media and where they come from, notes, and two tables to write to. */

import { relations } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const mediaSource = sqliteTable('media_source', {
  id: integer('id').primaryKey(),
  url: text('url').notNull(),
  name: text('name').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** What media, upload and draft have in common: ten columns, most kinds of them. */
const columns = {
  uri: text('uri').notNull(),
  mimeType: text('mime_type').notNull(),
  width: integer('width'),
  height: integer('height'),
  duration: real('duration'),
  contentHash: text('content_hash'),
  metadata: text('metadata'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at'),
};

export const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  ...columns,
  sourceId: integer('source_id').notNull().references(() => mediaSource.id),
}, (t) => [index('media_source_id_idx').on(t.sourceId)]);

export const note = sqliteTable('note', {
  id: integer('id').primaryKey(),
  mediaId: integer('media_id').notNull().references(() => media.id),
  body: text('body').notNull(),
  createdAt: integer('created_at').notNull(),
}, (t) => [index('note_media_id_idx').on(t.mediaId)]);

/** Inserted into. */
export const upload = sqliteTable('upload', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  ...columns,
});

/** Updated. */
export const draft = sqliteTable('draft', {
  id: integer('id').primaryKey(),
  ...columns,
});

export const sourceRelations = relations(mediaSource, ({ many }) => ({ media: many(media) }));
export const mediaRelations = relations(media, ({ one, many }) => ({
  source: one(mediaSource, { fields: [media.sourceId], references: [mediaSource.id] }),
  notes: many(note),
}));
export const noteRelations = relations(note, ({ one }) => ({
  media: one(media, { fields: [note.mediaId], references: [media.id] }),
}));
