// casing: snake_case
import { asc, desc, eq, gt, sql } from 'drizzle-orm';
import { alias, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

const p = sql.placeholder;
export const userAccount = sqliteTable('userAccount', {
  userId: integer().primaryKey(),
  firstName: text().notNull(),
  given: text('lastName'),
  HTTPServer2: text(),
});
const boss = alias(userAccount, 'theBoss');

export const casingQueries = {
  all: defineQuery((db) => db.select().from(userAccount).where(eq(userAccount.firstName, p('firstName'))).orderBy(asc(userAccount.HTTPServer2))),
  renamed: defineQuery((db) => db.select({ n: userAccount.firstName, up: sql<string>`upper(${userAccount.firstName})`.as('upName') }).from(userAccount)),
  joined: defineQuery((db) => db.select().from(userAccount).leftJoin(boss, eq(boss.userId, userAccount.userId))),
  subquery: defineQuery((db) => {
    const sq = db.select({ id: userAccount.userId, f: userAccount.firstName }).from(userAccount).as('sq');
    return db.select({ f: sq.f }).from(sq).where(gt(sq.id, 3));
  }),
  union: defineQuery((db) => db.select({ f: userAccount.firstName }).from(userAccount).union(db.select({ f: userAccount.given }).from(userAccount) as never).orderBy(desc(userAccount.firstName))),
  insert: defineQuery((db) => db.insert(userAccount).values({ firstName: p('firstName'), HTTPServer2: 'x' }).returning({ id: userAccount.userId })),
  upsert: defineQuery((db) => db.insert(userAccount).values({ userId: 1, firstName: 'x' }).onConflictDoUpdate({ target: userAccount.userId, set: { firstName: 'y' } })),
  update: defineQuery((db) => db.update(userAccount).set({ firstName: 'x', given: null }).where(eq(userAccount.HTTPServer2, p('s'))).returning()),
  delete: defineQuery((db) => db.delete(userAccount).where(eq(userAccount.firstName, p('f')))),
};
