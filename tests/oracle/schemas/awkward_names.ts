// Names that are keywords, that are not ASCII, that hold spaces.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const order = sqliteTable('order', {
  default: text('default').default('Grüße, TheStream™ 🧵'),
  int: integer('int'),
  class: text('class').notNull(),
  select: integer('select').primaryKey(),
  group: integer('group').references(() => größe.id),
});

export const größe = sqliteTable(
  'größe',
  { id: integer('id').primaryKey(), maß: integer('maß'), '名前': text('名前'), spaced: text('with space') },
  (t) => [index('größe_maß_idx').on(t.maß)],
);

export const view = sqliteTable('view', { index: integer('index').unique(), where: text('where') });
