// casing: snake_case
// Names that drizzle-orm writes at once (a select list) take the casing of the query builder, names that it writes late
// (a condition) that of drizzle-kit; so only a builder that is told of the casing gives drizzle-kit SQL that works.
import { asc, count, desc, eq, gt, sql } from 'drizzle-orm';
import { QueryBuilder, alias, integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const userAccount = sqliteTable('userAccount', {
  userId: integer().primaryKey(),
  firstName: text().notNull(),
  given: text('lastName'),
  HTTPServer2: text(),
});
const qb = new QueryBuilder({ casing: 'snake_case' });
const others = alias(userAccount, 'theOthers');

export const whole = sqliteView('wholeThing').as(qb.select().from(userAccount).where(gt(userAccount.userId, 3)));
export const renamed = sqliteView('renamed').as(
  qb
    .select({ theName: userAccount.firstName, upperName: sql<string>`upper(${userAccount.firstName})`.as('upperName') })
    .from(userAccount)
    .orderBy(asc(userAccount.HTTPServer2)),
);
export const second = sqliteView('second').as(qb.select().from(renamed).where(eq(renamed.theName, 'Ada')));
export const joined = sqliteView('joined').as(
  qb.select().from(userAccount).leftJoin(others, eq(others.userId, userAccount.userId)),
);
export const grouped = sqliteView('grouped').as(
  qb.select({ name: userAccount.firstName, n: count(userAccount.userId).as('n') }).from(userAccount).groupBy(userAccount.firstName),
);
const sq = qb.select({ id: userAccount.userId, first: userAccount.firstName }).from(userAccount).as('sq');
export const ofSubquery = sqliteView('ofSubquery').as(qb.select({ first: sq.first }).from(sq).where(gt(sq.id, 1)));
export const combined = sqliteView('combined').as(
  qb
    .select({ n: userAccount.firstName })
    .from(userAccount)
    .union(qb.select({ n: userAccount.given }).from(userAccount) as never)
    .orderBy(desc(userAccount.firstName)),
);
