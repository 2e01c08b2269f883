// The operations of models, at work in models.c.
import { defineModel } from 'weave-orm';
import { sql } from 'drizzle-orm';
import {
  blob, check, integer, numeric, primaryKey, real, sqliteTable, sqliteView, text,
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

export const item = sqliteTable('item', {
  id: integer().primaryKey(),
  name: text().notNull(),
  alias: text(),
  kind: text({ enum: ['a', 'b'] }).notNull().default('a'),
  size: integer(),
  gone: integer({ mode: 'boolean' }).notNull().default(false),
});
export const itemModel = defineModel(item, {
  filters: {
    kind: { eq: 'kind' }, notKind: { neq: item.kind },
    above: { gt: 'size' }, from: { gte: 'size' }, below: { lt: 'size' }, to: { lte: 'size' },
    prefix: { likePrefix: 'name' }, called: { eqAny: ['name', 'alias'] },
    ids: { in: 'id' }, kinds: { in: ['kind'] }, idsGiven: { eq: 'id' },
  },
  filterOrder: { size: 'desc', id: 'asc' },
  softDelete: item.gone,
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

// Between hooks, and with rules: of the types, of checks, and of the model.
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

// Every kind of member that a row to be inserted can have, in two tables: of more than 16
// columns none is inserted at once.
export const kinds = sqliteTable('kinds', {
  id: integer().primaryKey(),
  n: integer().notNull(),
  nDefault: integer('n_default').default(7),
  flag: integer({ mode: 'boolean' }).notNull(),
  flagOpt: integer('flag_opt', { mode: 'boolean' }),
  at: integer({ mode: 'timestamp' }).notNull().default(sql`(unixepoch())`),
  ratio: real().notNull(),
  ratioOpt: real('ratio_opt'),
  words: text().notNull(),
  wordsOpt: text('words_opt'),
  kind: text({ enum: ['link', 'image'] }).notNull(),
  kindOpt: text('kind_opt', { enum: ['link', 'image'] }),
  mark: integer().unique(),
});
export const packed = sqliteTable('packed', {
  id: integer().primaryKey(),
  bytes: blob({ mode: 'buffer' }).notNull(),
  bytesOpt: blob('bytes_opt', { mode: 'buffer' }),
  big: blob({ mode: 'bigint' }).notNull(),
  bigOpt: blob('big_opt', { mode: 'bigint' }),
  doc: blob({ mode: 'json' }).notNull(),
  docOpt: blob('doc_opt', { mode: 'json' }),
  amount: numeric({ mode: 'string' }).notNull(),
  amountOpt: numeric('amount_opt', { mode: 'string' }),
});
// One column too many for it: two of them are a member more.
export const wide = sqliteTable('wide', {
  id: integer().primaryKey(), a: integer().notNull(), b: integer(), c: integer(), d: integer(),
  e: integer(), f: integer(), g: integer(), h: integer(), i: integer(), j: integer(),
  k: integer(), l: integer(), m: integer(), n: integer().default(1), o: integer(),
});

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
