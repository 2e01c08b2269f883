// Foreign keys: forward, circular, to itself, with every action, of several columns.
import { type AnySQLiteColumn, foreignKey, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const comment = sqliteTable('comment', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id').references(() => author.id), // declared further down
  parentId: integer('parent_id').references((): AnySQLiteColumn => comment.id, { onDelete: 'cascade' }),
  cascades: integer('cascades').references(() => author.id, { onDelete: 'cascade', onUpdate: 'cascade' }),
  nulls: integer('nulls').references(() => author.id, { onDelete: 'set null' }),
  defaults: integer('defaults')
    .default(1)
    .references(() => author.id, { onDelete: 'set default', onUpdate: 'set null' }),
  restricts: integer('restricts').references(() => author.id, { onDelete: 'restrict', onUpdate: 'restrict' }),
  nothing: integer('nothing').references(() => author.id, { onDelete: 'no action' }),
  blocks: integer('blocks').references(() => {
    return author.id;
  }),
});

export const author = sqliteTable('author', {
  id: integer('id').primaryKey(),
  favouriteId: integer('favourite_id').references((): AnySQLiteColumn => comment.id),
});

export const place = sqliteTable('place', { country: text('country').notNull(), city: text('city').notNull() }, (t) => [
  primaryKey({ columns: [t.country, t.city] }),
]);

export const visit = sqliteTable(
  'visit',
  { country: text('country'), city: text('city'), follows: integer('follows'), id: integer('id').primaryKey() },
  (t) => ({
    place: foreignKey({ columns: [t.country, t.city], foreignColumns: [place.country, place.city] })
      .onDelete('cascade')
      .onUpdate('cascade'),
    chain: foreignKey({ name: 'visit_chain', columns: [t.follows], foreignColumns: [t.id] }),
  }),
);
