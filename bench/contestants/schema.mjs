// schema.mjs - the bench's tables in Drizzle, as woven/schema.ts has them, and their
// relations. Plain JavaScript, so that every Node reads it.

import { relations } from 'drizzle-orm';
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const mediaSource = sqliteTable('media_source', {
  id: integer('id').primaryKey(),
  url: text('url').notNull(),
  name: text('name').notNull(),
  createdAt: integer('created_at').notNull(),
});

const columns = () => ({
  uri: text('uri').notNull(),
  mimeType: text('mime_type').notNull(),
  width: integer('width'),
  height: integer('height'),
  duration: real('duration'),
  contentHash: text('content_hash'),
  metadata: text('metadata'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at'),
});

export const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  ...columns(),
  sourceId: integer('source_id').notNull().references(() => mediaSource.id),
});

export const note = sqliteTable('note', {
  id: integer('id').primaryKey(),
  mediaId: integer('media_id').notNull().references(() => media.id),
  body: text('body').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const upload = sqliteTable('upload', { id: integer('id').primaryKey({ autoIncrement: true }), ...columns() });
export const draft = sqliteTable('draft', { id: integer('id').primaryKey(), ...columns() });

export const sourceRelations = relations(mediaSource, ({ many }) => ({ media: many(media) }));
export const mediaRelations = relations(media, ({ one, many }) => ({
  source: one(mediaSource, { fields: [media.sourceId], references: [mediaSource.id] }),
  notes: many(note),
}));
export const noteRelations = relations(note, ({ one }) => ({
  media: one(media, { fields: [note.mediaId], references: [media.id] }),
}));
