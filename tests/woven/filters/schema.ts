// A table with filters.
import { defineModel } from 'weave-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

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
