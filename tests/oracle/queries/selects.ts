// Aggregates, joins, subqueries, common table expressions, set operations, orders and limits.
import { and, asc, avg, avgDistinct, count, countDistinct, desc, eq, getTableColumns, gt, gte, isNull, lt, max, min, ne, or, sql, sum, sumDistinct } from 'drizzle-orm';
import { alias, except, intersect, union, unionAll } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';
import { archive, popular, posts, users } from './schema';

export * from './schema';
const p = sql.placeholder;
const mine = alias(posts, 'mine');
const boss = alias(users, 'boss');

export const aggregateQueries = {
  countColumn: defineQuery.one((db) => db.select({ n: count(posts.authorId) }).from(posts)),
  countDistinct: defineQuery.one((db) => db.select({ n: countDistinct(posts.authorId) }).from(posts)),
  countSql: defineQuery.one((db) => db.select({ n: count(sql`nullif(${posts.likes}, 0)`) }).from(posts)),
  avg: defineQuery.one((db) => db.select({ n: avg(posts.likes) }).from(posts).where(gt(posts.likes, p('likes')))),
  avgDistinct: defineQuery.one((db) => db.select({ n: avgDistinct(posts.likes) }).from(posts)),
  sum: defineQuery.one((db) => db.select({ n: sum(posts.likes) }).from(posts)),
  sumDistinct: defineQuery.one((db) => db.select({ n: sumDistinct(posts.likes) }).from(posts)),
  max: defineQuery.one((db) => db.select({ n: max(posts.likes), last: max(posts.title) }).from(posts)),
  min: defineQuery.one((db) => db.select({ n: min(users.born), least: min(users.weight) }).from(users)),
  several: defineQuery((db) => db.select({ a: posts.authorId, n: count(), s: sum(posts.likes), m: max(posts.likes) }).from(posts).groupBy(posts.authorId)),
  aliased: defineQuery((db) => db.select({ a: posts.authorId, n: count().as('n') }).from(posts).groupBy(posts.authorId).having(gt(count(), p('least'))).orderBy(desc(count()))),
  havingBoth: defineQuery((db) => db.select({ a: posts.authorId, s: sum(posts.likes).as('s') }).from(posts).groupBy(posts.authorId).having(({ s }) => and(gt(s, '1'), lt(count(), 5)))),
  groupByTwo: defineQuery((db) => db.select({ role: users.role, active: users.active, n: count() }).from(users).groupBy(users.role, users.active).orderBy(users.role, users.active)),
  groupBySql: defineQuery((db) => db.select({ initial: sql<string>`substr(${users.name}, 1, 1)`, n: count() }).from(users).groupBy(sql`substr(${users.name}, 1, 1)`)),
  groupByCallback: defineQuery((db) => db.select({ even: sql<number>`${posts.id} % 2`.as('even'), n: count() }).from(posts).groupBy(({ even }) => even)),
  filtered: defineQuery.one((db) => db.select({ n: sql<number>`${count()} filter (where ${gt(posts.likes, p('likes'))})` }).from(posts)),
  foreignCountWithAlias: defineQuery((db) => db.select({ id: users.id, n: db.$count(mine, eq(mine.authorId, users.id)).as('n') }).from(users).orderBy(users.id)),
  countOfView: defineQuery.one((db) => db.$count(popular)),
  countAnd: defineQuery.one((db) => db.$count(posts, and(gt(posts.likes, 1), eq(posts.title, p('title'))))),
  window: defineQuery((db) => db.select({ id: posts.id, rank: sql<number>`row_number() over (partition by ${posts.authorId} order by ${posts.likes} desc)`.as('rank') }).from(posts).orderBy(posts.id)),
};

export const joinQueries = {
  leftOnTwo: defineQuery((db) => db.select({ id: users.id, title: posts.title }).from(users).leftJoin(posts, and(eq(posts.authorId, users.id), gt(posts.likes, p('likes')))).orderBy(users.id, posts.id)),
  innerAlias: defineQuery((db) => db.select({ a: posts.id, b: mine.id }).from(posts).innerJoin(mine, and(eq(posts.authorId, mine.authorId), lt(posts.id, mine.id)))),
  aliasAlone: defineQuery((db) => db.select().from(mine).where(eq(mine.id, p('id')))),
  aliasFields: defineQuery((db) => db.select({ id: mine.id, title: mine.title }).from(mine)),
  three: defineQuery((db) => db.select({ u: users.name, p: posts.title, a: archive.title }).from(users).leftJoin(posts, eq(posts.authorId, users.id)).leftJoin(archive, eq(archive.id, posts.id)).orderBy(users.id, posts.id)),
  everythingOfThree: defineQuery((db) => db.select().from(posts).innerJoin(users, eq(users.id, posts.authorId)).leftJoin(archive, eq(archive.id, posts.id))),
  columnsOf: defineQuery((db) => db.select({ ...getTableColumns(posts), author: users.name }).from(posts).leftJoin(users, eq(users.id, posts.authorId))),
  wholeTables: defineQuery((db) => db.select({ post: posts, author: boss }).from(posts).innerJoin(boss, eq(boss.id, posts.authorId))),
  joinSubquery: defineQuery((db) => {
    const best = db.select({ authorId: posts.authorId, most: max(posts.likes).as('most') }).from(posts).groupBy(posts.authorId).as('best');
    return db.select({ id: posts.id, most: best.most }).from(posts).leftJoin(best, eq(best.authorId, posts.authorId)).orderBy(posts.id);
  }),
  joinView: defineQuery((db) => db.select({ name: users.name, t: popular.title }).from(users).innerJoin(popular, eq(popular.authorId, users.id))),
  joinSql: defineQuery((db) => db.select({ id: posts.id }).from(posts).innerJoin(sql`(select 1 as one) as x`, sql`x.one = ${posts.id}`)),
  rightWhere: defineQuery((db) => db.select({ u: users.id, p: posts.id }).from(users).rightJoin(posts, eq(posts.authorId, users.id)).where(isNull(users.id))),
  fullOrder: defineQuery((db) => db.select({ u: users.id, p: posts.id }).from(users).fullJoin(posts, eq(posts.authorId, users.id)).orderBy(sql`1`, sql`2`)),
  crossWhere: defineQuery((db) => db.select({ u: users.id, p: posts.id }).from(users).crossJoin(posts).where(ne(users.id, posts.authorId)).limit(p('n'))),
};

export const orderQueries = {
  two: defineQuery((db) => db.select({ id: posts.id }).from(posts).orderBy(desc(posts.likes), posts.id)),
  bySql: defineQuery((db) => db.select({ id: posts.id }).from(posts).orderBy(sql`${posts.likes} desc nulls last`, asc(sql`lower(${posts.title})`))),
  byCallback: defineQuery((db) => db.select({ id: posts.id, loud: sql<string>`upper(${posts.title})`.as('loud') }).from(posts).orderBy((f) => [desc(f.loud), f.id])),
  byPlaceholder: defineQuery((db) => db.select({ id: posts.id }).from(posts).orderBy(sql`case when ${p('first')} then ${posts.id} else ${posts.likes} end`, posts.id)),
  limitConstant: defineQuery((db) => db.select({ id: posts.id }).from(posts).orderBy(posts.id).limit(2).offset(1)),
  limitZero: defineQuery((db) => db.select({ id: posts.id }).from(posts).limit(0)),
  offsetZero: defineQuery((db) => db.select({ id: posts.id }).from(posts).orderBy(posts.id).limit(2).offset(0)),
  limitPlaceholderOffsetConstant: defineQuery((db) => db.select({ id: posts.id }).from(posts).orderBy(posts.id).limit(p('n')).offset(1)),
  distinctOrdered: defineQuery((db) => db.selectDistinct({ likes: posts.likes, even: sql<boolean>`${posts.likes} % 2 = 0` }).from(posts).orderBy(posts.likes)),
  constantFields: defineQuery((db) => db.select({ one: sql<number>`${1}`, text: sql<string>`${"it's ?"}`.as('text'), given: sql<string>`${p('given')}` }).from(posts).limit(1)),
  casts: defineQuery((db) => db.select({ n: sql<number>`cast(${posts.title} as integer)`.mapWith(Number), real: sql<number>`cast(${p('x')} as real)` }).from(posts).orderBy(posts.id)),
};

export const subqueryQueries = {
  ofSubquery: defineQuery((db) => {
    const inner = db.select({ id: posts.id, likes: posts.likes }).from(posts).where(gt(posts.likes, p('likes'))).as('inner');
    const outer = db.select({ id: inner.id }).from(inner).where(lt(inner.id, p('id'))).as('outer');
    return db.select().from(outer);
  }),
  aliasedField: defineQuery((db) => {
    const sq = db.select({ loud: sql<string>`upper(${posts.title})`.as('loud'), n: posts.likes }).from(posts).as('sq');
    return db.select({ loud: sq.loud, twice: sql<number>`${sq.n} * 2` }).from(sq).orderBy(sql`${sq.loud}`);
  }),
  correlated: defineQuery((db) => db.select({ id: users.id, n: sql<number>`${db.select({ n: count() }).from(posts).where(eq(posts.authorId, users.id))}` }).from(users).orderBy(users.id)),
  comparedWithSelect: defineQuery((db) => db.select({ id: posts.id }).from(posts).where(eq(posts.likes, sql`${db.select({ m: max(posts.likes) }).from(posts)}`))),
  withTwo: defineQuery((db) => {
    const a = db.$with('a').as(db.select({ id: posts.id, likes: posts.likes }).from(posts).where(gt(posts.likes, p('likes'))));
    const b = db.$with('b').as(db.select({ n: count().as('n') }).from(a));
    return db.with(a, b).select({ id: a.id, n: b.n }).from(a).crossJoin(b).orderBy(a.id);
  }),
  withUsedTwice: defineQuery((db) => {
    const a = db.$with('a').as(db.select({ id: posts.id, author: posts.authorId }).from(posts));
    return db.with(a).select({ id: a.id }).from(a).where(sql`exists (select 1 from ${a} where ${a.author} = ${p('author')})`).orderBy(a.id);
  }),
  withWhole: defineQuery((db) => {
    const w = db.$with('w').as(db.select().from(posts).where(eq(posts.authorId, p('author'))));
    return db.with(w).select().from(w).orderBy(w.id);
  }),
  withAggregate: defineQuery((db) => {
    const w = db.$with('w').as(db.select({ author: posts.authorId, s: sum(posts.likes).as('s') }).from(posts).groupBy(posts.authorId));
    return db.with(w).select({ name: users.name, s: w.s }).from(users).leftJoin(w, eq(w.author, users.id)).orderBy(users.id);
  }),
  withUnion: defineQuery((db) => {
    const w = db.$with('w').as(db.select({ t: posts.title }).from(posts).union(db.select({ t: archive.title }).from(archive)));
    return db.with(w).select({ t: w.t }).from(w).orderBy(w.t);
  }),
  fromSql: defineQuery((db) => db.select({ n: sql<number>`x.n` }).from(sql`(select 1 as n union select 2) as x`)),
  viewWithSubquery: defineQuery((db) => {
    const v = db.select({ id: popular.id }).from(popular).limit(p('n')).as('v');
    return db.select({ id: v.id }).from(v).innerJoin(posts, eq(posts.id, v.id));
  }),
};

export const setQueries = {
  unionLimit: defineQuery((db) => db.select({ id: posts.id }).from(posts).union(db.select({ id: archive.id }).from(archive)).orderBy(sql`1`).limit(3).offset(p('skip'))),
  unionAllOrdered: defineQuery((db) => unionAll(db.select({ t: posts.title }).from(posts), db.select({ t: archive.title }).from(archive)).orderBy(desc(posts.title), asc(sql`1`))),
  unionOfThree: defineQuery((db) => union(db.select({ id: posts.id }).from(posts), db.select({ id: archive.id }).from(archive).where(eq(archive.id, p('id'))), db.select({ id: users.id }).from(users)).orderBy(posts.id)),
  intersectMethod: defineQuery((db) => db.select({ id: posts.id }).from(posts).intersect(db.select({ id: archive.id }).from(archive))),
  exceptMethod: defineQuery((db) => db.select({ id: posts.id }).from(posts).except(db.select({ id: archive.id }).from(archive).where(gte(archive.likes, p('likes'))))),
  unionAllMethod: defineQuery((db) => db.select({ id: posts.id }).from(posts).unionAll(db.select({ id: archive.id }).from(archive))),
  unionCallback: defineQuery((db) => db.select({ id: posts.id }).from(posts).union(({ intersect: both }) => both(db.select({ id: users.id }).from(users), db.select({ id: archive.id }).from(archive)))),
  chained: defineQuery((db) => db.select({ id: posts.id }).from(posts).union(db.select({ id: archive.id }).from(archive)).except(db.select({ id: users.id }).from(users))),
  sidesOfTheirOwn: defineQuery((db) => except(db.select({ id: posts.id, t: posts.title }).from(posts).where(gt(posts.id, p('from'))), db.select({ id: archive.id, t: archive.title }).from(archive))),
  withExpressions: defineQuery((db) => unionAll(db.select({ kind: sql<string>`'post'`.as('kind'), n: posts.likes }).from(posts), db.select({ kind: sql<string>`'old'`.as('kind'), n: archive.likes }).from(archive)).orderBy(sql`kind`, sql`2`)),
  distinctSides: defineQuery((db) => intersect(db.selectDistinct({ n: posts.likes }).from(posts), db.selectDistinct({ n: archive.likes }).from(archive))),
  ofJoins: defineQuery((db) => union(db.select({ a: users.name, b: posts.title }).from(users).innerJoin(posts, eq(posts.authorId, users.id)), db.select({ a: users.email as never, b: archive.title }).from(users).innerJoin(archive, eq(archive.authorId, users.id)))),
  limitedInside: defineQuery((db) => {
    const all = union(db.select({ id: posts.id }).from(posts), db.select({ id: archive.id }).from(archive)).as('all');
    return db.select({ n: count() }).from(all).where(or(eq(all.id, p('id')), isNull(all.id)));
  }),
};
