import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { defineQuery } from 'weave-orm';
import { archive, posts, users } from './schema';

export * from './schema';
const p = sql.placeholder;

export const writeQueries = {
  insert: defineQuery((db) => db.insert(posts).values({ title: p('title'), authorId: p('authorId') })),
  insertAll: defineQuery((db) => db.insert(users).values({ name: p('name'), email: null, active: false, born: new Date(5000), settings: { theme: "it's" }, picture: [1], big: 3n, price: '2', total: 4n, weight: 2.5, warmth: 3.1, seen: new Date(7) })),
  insertMany: defineQuery((db) => db.insert(posts).values([{ title: 'one' }, { id: 2, title: p('second'), likes: sql`1 + ${2}` }])),
  insertReturning: defineQuery.one((db) => db.insert(posts).values({ title: p('title') }).returning()),
  insertReturningSome: defineQuery((db) => db.insert(posts).values({ title: p('title') }).returning({ id: posts.id, loud: sql<string>`upper(${posts.title})`.as('loud') })),
  doNothing: defineQuery((db) => db.insert(users).values({ name: p('name') }).onConflictDoNothing()),
  doNothingAt: defineQuery((db) => db.insert(users).values({ name: p('name'), email: p('email') }).onConflictDoNothing({ target: users.email })),
  upsert: defineQuery((db) => db.insert(posts).values({ id: p('id'), title: p('title') }).onConflictDoUpdate({ target: posts.id, set: { title: sql`${p('title')}`, likes: sql`${posts.likes} + 1` } }).returning({ likes: posts.likes })),
  upsertWhere: defineQuery((db) => db.insert(posts).values({ id: 1, title: 'x' }).onConflictDoUpdate({ target: [posts.id], targetWhere: gt(posts.likes, 0), setWhere: lt(posts.likes, 9), set: { title: sql`excluded.title` } })),
  upsertOldWhere: defineQuery((db) => db.insert(posts).values({ id: 1, title: 'x' }).onConflictDoUpdate({ target: posts.id, where: eq(posts.likes, 0), set: { likes: 3 } })),
  upsertTouched: defineQuery((db) => db.insert(users).values({ name: 'x' }).onConflictDoUpdate({ target: users.email, set: { active: true } })),
  insertSelect: defineQuery((db) => db.insert(archive).select(db.select().from(posts).where(lt(posts.id, p('before'))))),
  insertSelectCallback: defineQuery((db) => db.insert(archive).select((qb) => qb.select({ id: posts.id, authorId: posts.authorId, title: posts.title, likes: posts.likes }).from(posts)).returning({ id: archive.id })),
  insertFromSql: defineQuery((db) => db.insert(archive).select(sql`select * from ${posts} where ${posts.id} = ${p('id')}`)),
  update: defineQuery((db) => db.update(posts).set({ title: sql`${p('title')}` }).where(eq(posts.id, p('id')))),
  updateAll: defineQuery((db) => db.update(users).set({ name: 'x', active: true, born: new Date(1000), settings: { theme: 'y' }, email: null, weight: sql`${p('by')}`, token: undefined })),
  updateColumn: defineQuery((db) => db.update(posts).set({ title: posts.title as never, likes: 1 }).returning()),
  updateFrom: defineQuery((db) => db.update(posts).set({ title: sql`${users.name}` }).from(users).where(eq(users.id, posts.authorId)).returning({ id: posts.id })),
  updateJoin: defineQuery((db) => db.update(posts).set({ likes: 0 }).from(users).leftJoin(archive, eq(archive.id, users.id)).where(eq(users.id, posts.authorId))),
  delete: defineQuery((db) => db.delete(posts).where(and(eq(posts.id, p('id')), gt(posts.likes, 2)))),
  deleteAll: defineQuery.exec((db) => db.delete(archive)),
  deleteReturning: defineQuery((db) => db.delete(posts).where(eq(posts.title, 'gone')).returning()),
  withDelete: defineQuery((db) => {
    const old = db.$with('old').as(db.select({ id: archive.id }).from(archive).where(lt(archive.likes, p('likes'))));
    return db.with(old).delete(posts).where(sql`${posts.id} in (select id from ${old})`).returning({ id: posts.id });
  }),
  withUpdate: defineQuery((db) => {
    const most = db.$with('most').as(db.select({ m: sql<number>`max(${posts.likes})`.as('m') }).from(posts));
    return db.with(most).update(posts).set({ likes: sql`(select m from ${most})` }).where(eq(posts.id, p('id')));
  }),
  withInsert: defineQuery((db) => {
    const one = db.$with('one').as(db.select({ n: users.name }).from(users).where(eq(users.id, p('id'))));
    return db.with(one).insert(posts).values([{ title: sql`(select ${one.n} from ${one})` }]).returning({ id: posts.id });
  }),
};
