import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const view = sqliteTable('view', {
  type: text('type').notNull(),
  default: integer('default'),
  int: integer('int'),
  class: text('class'),
  secondName: text('2nd name'),
});

export const order = sqliteTable('order', {
  errno: integer('errno').primaryKey(),
  userName: text('userName'),
});

export const viewQueries = {
  new: defineQuery`SELECT * FROM ${view} WHERE class = ${'class'} AND "int" = ${'db'}`,
};

export const orderQueries = {
  getByURL: defineQuery`
    SELECT "userName", count(*), errno AS register FROM "order" WHERE errno = ${'errno'}`,
};
