import { and, asc, avg, between, count, desc, eq, exists, gt, gte, ilike, inArray, isNull, like, lt, ne, not, notInArray, or, sql, sum } from 'drizzle-orm';
import { alias, except, intersect, union, unionAll } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';
import { archive, popular, posts, users } from './schema';

export * from './schema';
const p = sql.placeholder;
const other = alias(users, 'other');

export const userQueries = {
  all: defineQuery((db) => db.select().from(users)),
  byId: defineQuery.optional((db) => db.select().from(users).where(eq(users.id, p('id')))),
  byEmail: defineQuery((db) => db.select({ id: users.id, n: users.name }).from(users).where(eq(users.email, p('email'))).limit(1)),
  active: defineQuery((db) => db.select({ id: users.id }).from(users).where(eq(users.active, true)).orderBy(desc(users.seen), asc(users.id))),
  page: defineQuery((db) => db.select({ id: users.id }).from(users).limit(p('limit')).offset(p('offset'))),
  constants: defineQuery((db) =>
    db.select({ id: users.id, k: sql`${'it\'s'} || ${7} || ${null}`.as('k') }).from(users)
      .where(and(eq(users.born, new Date(1_700_000_000_999)), eq(users.seen, new Date(1234)), eq(users.settings, { theme: 'dark' }),
        eq(users.picture, [1, 2]), eq(users.big, 12n), eq(users.price, '1.5'), eq(users.total, 8n), gt(users.weight, 0.25), eq(users.warmth, 21.5)))),
  lists: defineQuery((db) => db.select({ id: users.id }).from(users).where(and(inArray(users.role, ['admin', 'member']), notInArray(users.id, [1, 2]), inArray(users.id, [])))),
  mixed: defineQuery((db) => db.select({ id: users.id }).from(users).where(or(like(users.name, p('pattern')), and(gt(users.id, p('from')), lt(users.id, p('to'))), between(users.id, 3, p('to'))))),
  negated: defineQuery((db) => db.select({ id: users.id }).from(users).where(not(eq(users.id, p('id'))))),
  distinct: defineQuery((db) => db.selectDistinct({ role: users.role }).from(users)),
  cast: defineQuery((db) => db.select({ total: users.total }).from(users)),
  counted: defineQuery.one((db) => db.select({ n: count() }).from(users)),
  grouped: defineQuery((db) => db.select({ role: users.role, n: count(users.id), w: avg(users.weight) }).from(users).groupBy(users.role).having(({ n }) => gt(n, p('least')))),
  count: defineQuery.one((db) => db.$count(users)),
  countWhere: defineQuery((db) => db.$count(users, gte(users.id, p('from')))),
  countWithin: defineQuery((db) => db.select({ name: users.name, posts: db.$count(posts, eq(posts.authorId, users.id)) }).from(users)),
  left: defineQuery((db) => db.select().from(users).leftJoin(posts, eq(posts.authorId, users.id)).where(eq(users.id, p('id')))),
  nested: defineQuery((db) => db.select({ user: users, post: { id: posts.id, loud: sql<string>`upper(${posts.title})` } }).from(posts).innerJoin(users, eq(posts.authorId, users.id))),
  self: defineQuery((db) => db.select({ a: users.name, b: other.name }).from(users).fullJoin(other, ne(users.id, other.id))),
  right: defineQuery((db) => db.select({ a: users.id }).from(users).rightJoin(posts, eq(posts.authorId, users.id))),
  cross: defineQuery((db) => db.select({ a: users.id, b: posts.id }).from(users).crossJoin(posts)),
  subquery: defineQuery((db) => {
    const sq = db.select({ authorId: posts.authorId, n: count().as('n') }).from(posts).where(gt(posts.likes, p('likes'))).groupBy(posts.authorId).as('sq');
    return db.select({ name: users.name, n: sq.n }).from(users).innerJoin(sq, eq(sq.authorId, users.id)).orderBy(desc(sq.n));
  }),
  exists: defineQuery((db) => db.select({ id: users.id }).from(users).where(exists(db.select().from(posts).where(and(eq(posts.authorId, users.id), eq(posts.title, p('title'))))))),
  within: defineQuery((db) => db.select().from(users).where(inArray(users.id, db.select({ id: posts.authorId }).from(posts)))),
  scalar: defineQuery((db) => db.select({ id: users.id, last: sql<number>`(${db.select({ m: sql`max(${posts.id})` }).from(posts).where(eq(posts.authorId, users.id))})`.as('last') }).from(users)),
  with: defineQuery((db) => {
    const top = db.$with('top').as(db.select({ id: users.id, name: users.name }).from(users).where(gt(users.weight, p('weight'))));
    return db.with(top).select({ id: top.id, title: posts.title }).from(top).leftJoin(posts, eq(posts.authorId, top.id)).limit(5);
  }),
  view: defineQuery((db) => db.select().from(popular).where(eq(popular.title, p('title')))),
  union: defineQuery((db) => db.select({ t: posts.title }).from(posts).where(eq(posts.id, p('a'))).union(db.select({ t: archive.title }).from(archive).where(eq(archive.id, p('b')))).orderBy(posts.title).limit(p('n'))),
  unions: defineQuery((db) => unionAll(db.select({ t: posts.title }).from(posts), db.select({ t: archive.title }).from(archive), db.select({ t: users.name }).from(users))),
  intersect: defineQuery((db) => intersect(db.select({ t: posts.title }).from(posts), db.select({ t: archive.title }).from(archive))),
  except: defineQuery((db) => except(db.select({ t: posts.title }).from(posts), db.select({ t: archive.title }).from(archive))),
  unionOfUnion: defineQuery((db) => db.select({ id: posts.id }).from(posts).union(union(db.select({ id: users.id }).from(users), db.select({ id: archive.id }).from(archive)))),
  dynamic: defineQuery((db) => {
    const query = db.select({ id: users.id }).from(users).$dynamic();
    return [isNull(users.email), eq(users.role, p('role'))].reduce((q, condition) => q.where(condition), query).limit(3);
  }),
  having: defineQuery((db) => db.select({ id: posts.authorId, likes: sum(posts.likes) }).from(posts).groupBy(posts.authorId).having(gt(sum(posts.likes), 10)).orderBy(({ likes }) => likes)),
  twice: defineQuery((db) => db.select({ id: users.id }).from(users).where(or(eq(users.name, p('word')), eq(users.email, p('word'))))),
};
