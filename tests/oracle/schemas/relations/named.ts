// Relations with names, to oneself, and by a declared function.
import { relations } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', { id: integer('id').primaryKey(), parent: integer('parent'), friend: integer('friend') });
export const tRelations = relations(t, ({ one, many }) => {
  const config = { relationName: 'family' };
  return {
    parent: one(t, { ...config, fields: [t.parent], references: [t.id] }),
    children: many(t, config),
    friend: one(t, { fields: [t.friend], references: [t.id], relationName: 'friends' }),
  };
});
