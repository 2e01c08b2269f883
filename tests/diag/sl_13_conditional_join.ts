// A join that is there only if the running program says so.
import { eq } from 'drizzle-orm';
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const t = sqliteTable('t', { id: integer().primaryKey() });
export const u = sqliteTable('u', { id: integer().primaryKey() });
export const queries = {
  a: defineQuery((db) => {
    const query = db.select({ id: t.id }).from(t).$dynamic();
    return process.env.JOINED ? query.leftJoin(u, eq(u.id, t.id)) : query;
    //     ^^^^^^^^^^^^^^^^^^ W105 "process.env.JOINED" is not known
    //     ^^^^^^^^^^^^^^^^^^ note options: 1. when('name', ...) for a condition or a JOIN in SQL: both statements are judged, the caller chooses; 2. the join always: a LEFT JOIN to a key adds no row and takes none; 3. two queries
  }),
};
