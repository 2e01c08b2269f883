import { asc, desc, eq, gt, sql } from 'drizzle-orm';
import { QueryBuilder, except, integer, intersect, sqliteTable, sqliteView, text, union, unionAll } from 'drizzle-orm/sqlite-core';

export const cats = sqliteTable('cats', { id: integer('id').primaryKey(), name: text('name'), age: integer('age') });
export const dogs = sqliteTable('dogs', { id: integer('id').primaryKey(), name: text('called'), age: integer('years') });
const qb = new QueryBuilder();

export const method = sqliteView('method').as((qb) =>
  qb.select({ name: cats.name }).from(cats).union(qb.select({ name: dogs.name }).from(dogs)),
);
export const all = sqliteView('all_of_them').as((qb) => qb.select().from(cats).unionAll(qb.select().from(dogs)).orderBy(cats.name).limit(10).offset(2));
export const both = sqliteView('both').as((qb) =>
  qb.select({ name: cats.name }).from(cats).where(gt(cats.age, 2)).intersect(qb.select({ name: dogs.name }).from(dogs).where(eq(dogs.age, 3))),
);
export const only = sqliteView('only').as((qb) => qb.select({ name: cats.name }).from(cats).except(qb.select({ name: dogs.name }).from(dogs)));
export const callback = sqliteView('callback').as((q) =>
  q
    .select({ name: cats.name })
    .from(cats)
    .union(({ unionAll }) => unionAll(qb.select({ name: dogs.name }).from(dogs), qb.select({ name: cats.name }).from(cats))),
);
export const chain = sqliteView('chain').as((qb) =>
  qb
    .select({ name: cats.name, n: sql<number>`1`.as('n') })
    .from(cats)
    .union(qb.select({ name: dogs.name, n: sql<number>`2`.as('n') }).from(dogs))
    .unionAll(qb.select({ name: dogs.name, n: sql<number>`3`.as('n') }).from(dogs))
    .orderBy(desc(cats.name), (sql`n`))
    .limit(7),
);
export const ordered = sqliteView('ordered').as((qb) =>
  qb
    .select({ id: cats.id, shout: sql<string>`upper(${cats.name})`.as('shout') })
    .from(cats)
    .unionAll(qb.select({ id: dogs.id, shout: sql<string>`upper(${dogs.name})`.as('shout') }).from(dogs))
    .orderBy((fields) => [asc(fields.shout), fields.id]),
);
export const unions = sqliteView('unions').as(
  union(qb.select({ id: cats.id }).from(cats), qb.select({ id: dogs.id }).from(dogs), qb.select({ id: sql<number>`${cats.age}`.as('id') }).from(cats)).orderBy(asc(cats.id)),
);
export const unionAlls = sqliteView('union_alls').as(unionAll(qb.select({ id: cats.id }).from(cats), qb.select({ id: dogs.id }).from(dogs)).limit(3));
export const intersects = sqliteView('intersects').as(intersect(qb.select({ id: cats.id }).from(cats), qb.select({ id: dogs.id }).from(dogs)));
export const excepts = sqliteView('excepts').as(except(qb.select({ id: cats.id }).from(cats), qb.select({ id: dogs.id }).from(dogs)).offset(0));
export const ofSet = sqliteView('of_set').as((qb) => {
  const pets = qb.select({ name: cats.name, age: cats.age }).from(cats).union(qb.select({ name: dogs.name, age: dogs.age }).from(dogs)).as('pets');
  return qb.select({ age: pets.age, n: sql<number>`count(*)`.as('n') }).from(pets).groupBy(pets.age);
});
export const ofView = sqliteView('of_view').as((qb) => qb.select().from(all).where(gt(all.age, 1)).union(qb.select().from(dogs)));
