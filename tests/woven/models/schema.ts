// The operations of models, at work in models.c.
import { defineModel } from 'weave-orm';
import { sql } from 'drizzle-orm';
import {
  blob, integer, numeric, primaryKey, real, sqliteTable, sqliteView, text,
} from 'drizzle-orm/sqlite-core';

export const media = sqliteTable('media', {
  id: integer().primaryKey({ autoIncrement: true }),
  uri: text().notNull(),
  contentHash: text('content_hash').notNull().unique(),
  mimeType: text('mime_type'),
  sourceId: integer('source_id'),
  width: integer(),
  metadata: text({ mode: 'json' }),
  createdAt: integer('created_at', { mode: 'timestamp' }).notNull().default(sql`(unixepoch())`),
  deletedAt: integer('deleted_at', { mode: 'timestamp' }),
  version: integer().notNull().default(1),
});

export const mediaModel = defineModel(media, {
  selectBy: [['mimeType'], { columns: ['sourceId'], orderBy: { createdAt: 'desc' } },
    { columns: ['sourceId'], orderBy: { createdAt: 'asc', id: 'asc' } }],
  selectOneBy: [['contentHash'], { columns: ['sourceId'], orderBy: { width: 'desc' } }],
  selectLike: ['uri'],
  selectByOrInsert: [['contentHash'], ['sourceId', 'width']],
  updateBy: [['contentHash'], ['sourceId']],
  deleteBy: [['sourceId']],
  selectWhere: {
    large: sql`width > ${'minWidth'}`,
    either: sql`width = 1 OR width = ${'other'}`,
  },
  deleteWhere: { old: sql`created_at < ${'before'}` },
  insertOrIgnore: true,
  deleteAll: true,
  softDelete: media.deletedAt,
  version: media.version,
});

// Every way a column may be left out.
export const defaults = sqliteTable('defaults', {
  id: integer().primaryKey(),
  word: text().notNull().default("it's"),
  kind: text({ enum: ['link', 'image'] }).notNull().default('link'),
  maybe: integer().default(7),
  at: text().notNull().default(sql`CURRENT_TIMESTAMP`),
  computed: integer().notNull().default(sql`(1 + 2 /* three */)`),
  half: real().notNull().default(0.5),
  flag: integer({ mode: 'boolean' }).notNull().default(true),
  bytes: blob().default(sql`x'00ff'`),
  doubled: integer().generatedAlwaysAs(sql`(maybe * 2)`),
  plain: text(),
  amount: numeric().notNull().default('12.50'),
});

export const note = sqliteTable('note', {
  id: integer().primaryKey(),
  title: text().notNull(),
  body: text(),
});
export const noteModel = defineModel(note, {
  selectRange: [{ title: 'asc' }],
  selectTop: [{ title: 'desc' }],
  selectWhere: {
    ne: sql`title <> ${'title'}`, lt: sql`title < ${'title'}`, lte: sql`title <= ${'title'}`,
    gt: sql`title > ${'title'}`, gte: sql`title >= ${'title'}`, in: sql`title IN ${'titles[]'}`,
    isNull: sql`body IS NULL`, notNull: { where: sql`body IS NOT NULL`, orderBy: { id: 'desc' } },
    like: sql`title LIKE ${'pattern'}`,
  },
  selectBy: [['title']],
});

export const pair = sqliteTable('pair', {
  a: integer().notNull(),
  b: text().notNull(),
  c: real(),
}, (t) => [primaryKey({ columns: [t.a, t.b] })]);
export const pairModel = defineModel(pair, {
  selectByOrInsert: [['a', 'b']], insertOrIgnore: true, upsertMany: true, orderBy: { c: 'desc' },
});

export const junction = sqliteTable('junction', {
  l: integer().notNull(), r: integer().notNull(),
}, (t) => [primaryKey({ columns: [t.l, t.r] })]);

// No primary key.
export const line = sqliteTable('line', { text: text().notNull() });
export const lineModel = defineModel(line, { deleteAll: true, crud: ['insert', 'list'] });

export const odd = sqliteTable('odd " table', {
  id: text().primaryKey(),
  injected: text('name" OR 1=1 --').notNull(),
  order: integer('order').notNull().default(3),
  null: integer('null'),
});

export const titles = sqliteView('titles', { id: integer(), title: text() })
  .as(sql`SELECT id, title FROM note`);
export const titlesModel = defineModel(titles, { orderBy: { title: 'desc' }, selectBy: [['title']],
  filters: { id: { gte: 'id' } },
});
