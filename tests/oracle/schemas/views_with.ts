import { eq, gt, sql, sum } from 'drizzle-orm';
import { QueryBuilder, integer, real, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const orders = sqliteTable('orders', {
  id: integer('id').primaryKey(),
  region: text('region'),
  product: text('product'),
  quantity: integer('quantity'),
  amount: real('amount'),
});
const qb = new QueryBuilder();
const big = qb.$with('big').as(qb.select().from(orders).where(gt(orders.amount, 100)));

export const simple = sqliteView('simple').as((qb) => qb.with(big).select().from(big));
export const distinct = sqliteView('distinct_regions').as((qb) => qb.with(big).selectDistinct({ region: big.region }).from(big));
export const two = sqliteView('two').as((qb) => {
  const regional = qb.$with('regional').as(
    qb.select({ region: orders.region, total: sum(orders.amount).as('total') }).from(orders).groupBy(orders.region),
  );
  const top = qb.$with('top').as(
    qb.select({ region: regional.region }).from(regional).where(gt(regional.total, sql`(select sum(total) / 10 from ${regional})`)),
  );
  return qb
    .with(regional, top)
    .select({ region: orders.region, product: orders.product, units: sql<number>`sum(${orders.quantity})`.as('units') })
    .from(orders)
    .where(sql`${orders.region} in (select region from ${top})`)
    .groupBy(orders.region, orders.product);
});
export const joined = sqliteView('joined').as((qb) =>
  qb.with(big).select({ id: orders.id, amount: big.amount }).from(orders).leftJoin(big, eq(big.id, orders.id)),
);
export const joinedAll = sqliteView('joined_all').as((qb) => qb.with(big).select().from(orders).innerJoin(big, eq(big.id, orders.id)));
export const callback = sqliteView('callback').as((qb) => {
  const small = qb.$with('small').as((inner) => inner.select({ id: orders.id }).from(orders).where(gt(10 as never, orders.amount)));
  return qb.with(small).select({ id: small.id }).from(small).limit(1);
});
export const raw = sqliteView('raw').as((qb) => {
  const numbers = qb.$with('numbers', { n: sql<number>`n`.as('n'), sq: sql<number>`sq`.as('sq') }).as(sql`select 1 as n, ${4} as sq`);
  return qb.with(numbers).select({ n: numbers.n, sq: numbers.sq }).from(numbers).where(eq(numbers.sq, 4));
});
export const ofSet = sqliteView('of_set').as((qb) => {
  const both = qb.$with('both').as(
    qb.select({ id: orders.id }).from(orders).where(eq(orders.region, 'n')).union(qb.select({ id: orders.id }).from(orders).where(eq(orders.region, 's'))),
  );
  return qb.with(both).select().from(both);
});
export const subquery = sqliteView('subquery').as((qb) => {
  const sq = qb.with(big).select({ r: big.region }).from(big).as('sq');
  return qb.select().from(sq);
});
