import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineSeed } from 'weave-orm';

export const media = sqliteTable('media', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  uri: text('uri').notNull(),
  title: text('title'),
});

export const tag = sqliteTable('tag', {
  id: integer('id').primaryKey(),
  mediaId: integer('media_id').references(() => media.id),
  at: integer('at', { mode: 'timestamp_ms' }),
  more: text('more', { mode: 'json' }),
});

export const tags = defineSeed(tag, [{ mediaId: 7, at: new Date(1.5e12), more: { "it's": [1] } }]);
export const all = { media: defineSeed(media, [{ id: 7, uri: 'a\nb' }]) };
