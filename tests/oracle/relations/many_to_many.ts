import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const groups = sqliteTable('groups', { id: integer('id').primaryKey() });
export const members = sqliteTable('members', { userId: integer('user_id').notNull(), groupId: integer('group_id').notNull() });
export const users = sqliteTable('users', { id: integer('id').primaryKey() });
export const groupsRelations = relations(groups, ({ many }) => ({ members: many(members) }));
export const usersRelations = relations(users, ({ many }) => ({ members: many(members) }));
export const membersRelations = relations(members, ({ one }) => ({
  group: one(groups, { fields: [members.groupId], references: [groups.id] }),
  user: one(users, { fields: [members.userId], references: [users.id] }),
}));
