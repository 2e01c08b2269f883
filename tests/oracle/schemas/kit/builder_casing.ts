// casing: snake_case
// differs from drizzle-kit: it writes the names of a select list without the casing, and SQLite takes them for strings.
import { asc, desc, eq, sql } from 'drizzle-orm';
import { QueryBuilder, integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const userAccount = sqliteTable('user_account', { userId: integer().primaryKey(), firstName: text(), named: text('lastName') });
const told = new QueryBuilder({ casing: 'snake_case' });

export const whole = sqliteView('whole').as((qb) => qb.select().from(userAccount).where(eq(userAccount.firstName, 'x')));
export const joined = sqliteView('joined').as((qb) =>
  qb
    .select({ n: sql<string>`upper(${userAccount.firstName})`.as('n'), whole: whole.firstName })
    .from(userAccount)
    .innerJoin(whole, eq(whole.userId, userAccount.userId)),
);
const cte = told.$with('cte').as((qb) => qb.select({ f: userAccount.firstName }).from(userAccount));
export const mixed = sqliteView('mixed').as((qb) => qb.with(cte).select({ f: cte.f }).from(cte));
export const combined = sqliteView('combined').as(
  told
    .select({ f: userAccount.firstName })
    .from(userAccount)
    .union(told.select({ f: userAccount.firstName }).from(userAccount))
    .orderBy(asc(userAccount.firstName), userAccount.firstName, desc(userAccount.firstName)),
);
