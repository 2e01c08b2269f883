// Column modes as values, as constants and as placeholders; writes in every form.
import { and, count, eq, gt, inArray, isNotNull, lt, max, ne, sql } from 'drizzle-orm';
import { defineQuery } from 'weave-orm';
import { archive, posts, users } from './schema';

export * from './schema';
const p = sql.placeholder;
const id = { id: users.id };

export const modeQueries = {
  booleanFalse: defineQuery((db) => db.select(id).from(users).where(eq(users.active, false))),
  booleanPlaceholder: defineQuery((db) => db.select(id).from(users).where(eq(users.active, p('active')))),
  timestampPlaceholder: defineQuery((db) => db.select(id).from(users).where(eq(users.born, p('born')))),
  timestampBefore1970: defineQuery((db) => db.select(id).from(users).where(gt(users.born, new Date(-1500)))),
  millisecondsPlaceholder: defineQuery((db) => db.select(id).from(users).where(gt(users.seen, p('seen')))),
  jsonConstant: defineQuery((db) => db.select(id).from(users).where(eq(users.settings, { theme: "it's" }))),
  jsonPlaceholder: defineQuery((db) => db.select(id).from(users).where(eq(users.settings, p('settings')))),
  jsonBlobConstant: defineQuery((db) => db.select(id).from(users).where(ne(users.picture, [1, 2, 3]))),
  bigintConstant: defineQuery((db) => db.select(id).from(users).where(eq(users.big, 9007199254740993n))),
  bigintNegative: defineQuery((db) => db.select(id).from(users).where(eq(users.big, -1n))),
  numericBigint: defineQuery((db) => db.select(id).from(users).where(eq(users.total, 9007199254740993n))),
  numericText: defineQuery((db) => db.select(id).from(users).where(eq(users.price, '10'))),
  numericPlaceholder: defineQuery((db) => db.select(id).from(users).where(eq(users.price, p('price')))),
  customConstant: defineQuery((db) => db.select(id).from(users).where(gt(users.warmth, 20.5))),
  customPlaceholder: defineQuery((db) => db.select(id).from(users).where(gt(users.warmth, p('warmth')))),
  enumConstant: defineQuery((db) => db.select(id).from(users).where(eq(users.role, 'admin'))),
  enumPlaceholder: defineQuery((db) => db.select(id).from(users).where(inArray(users.role, ['admin', p('role') as never]))),
  paramWithEncoder: defineQuery((db) => db.select(id).from(users).where(sql`${users.born} = ${sql.param(new Date(5000), users.born)}`)),
  rawInside: defineQuery((db) => db.select(id).from(users).where(sql`${sql.identifier('full_name')} = ${sql.raw("'Ada'")}`)),
  joined: defineQuery((db) => db.select(id).from(users).where(sql.join([eq(users.id, 1), eq(users.id, p('id'))], sql` or `))),
  appended: defineQuery((db) => db.select(id).from(users).where(sql`1`.append(sql` and ${users.id} = ${p('id')}`))),
  emptySql: defineQuery((db) => db.select(id).from(users).where(sql`${sql.empty()}1 = 1`)),
};

export const insertQueries = {
  everyPlaceholder: defineQuery((db) => db.insert(users).values({ name: p('name'), email: p('email'), role: p('role'), active: p('active'), born: p('born'), seen: p('seen'), settings: p('settings'), price: p('price'), weight: p('weight'), warmth: p('warmth') })),
  nulls: defineQuery((db) => db.insert(users).values({ name: 'Nil', email: null, born: null, settings: null, weight: null })),
  sqlValues: defineQuery((db) => db.insert(posts).values({ title: sql`upper(${p('title')})`, likes: sql`(select count(*) from ${users})` })),
  threeRows: defineQuery((db) => db.insert(posts).values([{ title: 'a' }, { title: 'b', likes: 2 }, { title: p('c'), authorId: 1 }]).returning({ id: posts.id, likes: posts.likes })),
  returningAll: defineQuery((db) => db.insert(archive).values({ id: p('id'), title: 't', likes: 0 }).returning()),
  returningSql: defineQuery((db) => db.insert(posts).values({ title: 'r' }).returning({ twice: sql<number>`${posts.likes} * 2`, title: posts.title })),
  nothingOnTwo: defineQuery((db) => db.insert(posts).values({ id: 1, title: 'dup' }).onConflictDoNothing({ target: [posts.id] })),
  foreignNothingWhere: defineQuery((db) => db.insert(posts).values({ id: 1, title: 'dup' }).onConflictDoNothing({ target: posts.id, where: gt(posts.likes, 0) })),
  nothingReturning: defineQuery((db) => db.insert(posts).values({ id: p('id'), title: 'dup' }).onConflictDoNothing().returning({ id: posts.id })),
  upsertExcluded: defineQuery((db) => db.insert(posts).values({ id: p('id'), title: p('title') }).onConflictDoUpdate({ target: posts.id, set: { title: sql.raw('excluded.title'), likes: sql`${posts.likes} + ${1}` } })),
  upsertPlaceholder: defineQuery((db) => db.insert(users).values({ name: p('name'), email: p('email') }).onConflictDoUpdate({ target: users.email, set: { name: sql`${p('name')}`, touched: 'then' }, setWhere: isNotNull(users.name) }).returning({ id: users.id })),
  upsertMany: defineQuery((db) => db.insert(posts).values([{ id: 1, title: 'x' }, { id: 99, title: 'y' }]).onConflictDoUpdate({ target: posts.id, set: { title: sql`excluded.title` } }).returning()),
  twoConflicts: defineQuery((db) => db.insert(users).values({ id: 1, name: 'x', email: 'ada@x' }).onConflictDoNothing({ target: users.id }).onConflictDoUpdate({ target: users.email, set: { name: 'z' } })),
  selectJoined: defineQuery((db) => db.insert(archive).select(db.select({ id: sql<number>`${posts.id} + 100`.as('id'), authorId: posts.authorId, title: posts.title, likes: posts.likes }).from(posts).innerJoin(users, eq(users.id, posts.authorId)))),
  selectConflict: defineQuery((db) => db.insert(archive).select(db.select().from(posts).where(gt(posts.id, p('from')))).onConflictDoNothing()),
  selectUnion: defineQuery((db) => db.insert(archive).select(db.select().from(posts).where(eq(posts.id, 5)).unionAll(db.select().from(posts).where(eq(posts.id, 6))))),
};

export const changeQueries = {
  setModes: defineQuery((db) => db.update(users).set({ active: false, born: new Date(9000), seen: new Date(9), settings: { theme: 'z' }, picture: [9], big: -3n, price: '3', total: 5n, weight: 0.5, warmth: -1 }).where(eq(users.id, 1))),
  setSql: defineQuery((db) => db.update(posts).set({ likes: sql`${posts.likes} + ${p('by')}`, title: sql`${posts.title} || '!'` }).where(eq(posts.id, p('id')))),
  setSelect: defineQuery((db) => db.update(users).set({ name: sql`(${db.select({ t: max(posts.title) }).from(posts).where(eq(posts.authorId, users.id))})` }).where(eq(users.id, 1))),
  setPlaceholder: defineQuery((db) => db.update(posts).set({ title: p('title') as never, likes: p('likes') as never }).where(eq(posts.id, p('id')))),
  setPlaceholderModes: defineQuery((db) => db.update(users).set({ active: p('active') as never, born: p('born') as never, settings: p('settings') as never, warmth: p('warmth') as never, touched: 'x' }).where(eq(users.id, p('id')))),
  upsertSetPlaceholder: defineQuery((db) => db.insert(posts).values({ id: 1, title: 'x' }).onConflictDoUpdate({ target: posts.id, set: { title: p('title') as never }, setWhere: gt(posts.likes, p('likes')) }).returning()),
  placeholderInJoin: defineQuery((db) => db.update(archive).set({ likes: sql`${archive.likes} + ${p('by')}` }).from(posts).where(and(eq(posts.id, archive.id), eq(posts.title, p('title')))).returning({ id: archive.id })),
  setNull: defineQuery((db) => db.update(posts).set({ authorId: null }).where(eq(posts.authorId, p('author'))).returning({ id: posts.id })),
  returningAll: defineQuery((db) => db.update(archive).set({ likes: 0 }).returning()),
  fromSubquery: defineQuery((db) => {
    const best = db.select({ author: posts.authorId, most: max(posts.likes).as('most') }).from(posts).groupBy(posts.authorId).as('best');
    return db.update(users).set({ weight: sql`${best.most}`, touched: 'x' }).from(best).where(eq(best.author, users.id));
  }),
  fromJoins: defineQuery((db) => db.update(archive).set({ likes: sql`${posts.likes}` }).from(posts).innerJoin(users, eq(users.id, posts.authorId)).where(and(eq(posts.id, archive.id), eq(users.role, p('role'))))),
  orderedUpdate: defineQuery((db) => db.update(posts).set({ likes: 1 }).where(inArray(posts.id, db.select({ id: posts.id }).from(posts).orderBy(posts.likes).limit(p('n'))))),
  deleteWhereIn: defineQuery((db) => db.delete(posts).where(inArray(posts.authorId, db.select({ id: users.id }).from(users).where(eq(users.active, false))))),
  deleteReturningSome: defineQuery((db) => db.delete(archive).where(lt(archive.likes, p('likes'))).returning({ id: archive.id, t: sql<string>`lower(${archive.title})`.as('t') })),
  deleteAndNothing: defineQuery((db) => db.delete(posts).where(and(undefined, eq(posts.id, 1)))),
  deleteBoolean: defineQuery((db) => db.delete(users).where(and(eq(users.active, p('active')), sql`not exists (select 1 from ${posts} where ${posts.authorId} = ${users.id})`))),
  countAfter: defineQuery.one((db) => db.select({ n: count() }).from(archive)),
};
