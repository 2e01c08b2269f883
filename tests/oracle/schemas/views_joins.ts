import { aliasedTable, and, asc, count, countDistinct, desc, eq, exists, getTableColumns, gt, inArray, isNull, ne, notExists, notInArray, sql, sum } from 'drizzle-orm';
import { QueryBuilder, alias, integer, sqliteTable, sqliteTableCreator, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const users = sqliteTable('users', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  invitedBy: integer('invited_by'),
});
export const posts = sqliteTable('posts', {
  id: integer('id').primaryKey(),
  title: text('title'),
  authorId: integer('author_id').references(() => users.id),
  state: text('state', { enum: ['draft', 'out'] }),
});
const prefixed = sqliteTableCreator((name) => `app_${name}`);
export const likes = prefixed('likes', { postId: integer('post_id'), userId: integer('user_id') });

export const leftJoined = sqliteView('left_joined').as((qb) =>
  qb.select().from(users).leftJoin(posts, eq(posts.authorId, users.id)),
);
export const rightJoined = sqliteView('right_joined').as((qb) =>
  qb.select({ id: users.id, title: posts.title }).from(users).rightJoin(posts, eq(posts.authorId, users.id)),
);
export const innerJoined = sqliteView('inner_joined').as((qb) =>
  qb
    .select({ post: posts, author: { id: users.id, name: users.name }, shout: sql<string>`upper(${users.name})`.as('shout') })
    .from(posts)
    .innerJoin(users, and(eq(posts.authorId, users.id), ne(posts.state, 'draft'))),
);
export const fullJoined = sqliteView('full_joined').as((qb) =>
  qb.select().from(users).fullJoin(posts, eq(posts.authorId, users.id)).where(isNull(users.id)),
);
export const crossJoined = sqliteView('cross_joined').as((qb) => qb.select().from(users).crossJoin(posts));
export const three = sqliteView('three').as((qb) =>
  qb
    .select()
    .from(users)
    .innerJoin(posts, eq(posts.authorId, users.id))
    .leftJoin(likes, eq(likes.postId, posts.id))
    .orderBy(users.id, desc(posts.id)),
);
export const created = sqliteView('created').as((qb) =>
  qb.select({ liked: likes.postId, by: users.name }).from(likes).innerJoin(users, eq(users.id, likes.userId)),
);
export const callback = sqliteView('callback').as((qb) =>
  qb
    .select({ u: users.id, p: posts.id, s: sql<string>`${posts.title} || ''`.as('s') })
    .from(users)
    .leftJoin(posts, (fields) => eq(fields.u, posts.authorId))
    .where((fields) => sql`${fields.s} <> ''`),
);

const inviters = alias(users, 'inviters');
export const self = sqliteView('self').as((qb) =>
  qb
    .select({ name: users.name, inviter: inviters.name })
    .from(users)
    .leftJoin(inviters, eq(users.invitedBy, inviters.id)),
);
export const selfAll = sqliteView('self_all').as((qb) =>
  qb.select().from(inviters).innerJoin(users, eq(users.invitedBy, inviters.id)),
);
const other = aliasedTable(posts, 'other "posts"');
export const ofAlias = sqliteView('of_alias').as((qb) => qb.select().from(other).where(eq(other.state, 'out')));
export const columnsOfAlias = sqliteView('columns_of_alias').as((qb) =>
  qb.select({ ...getTableColumns(other), n: sql`length(${other.title})`.as('n') }).from(other),
);
export const aliasOfCreated = sqliteView('alias_of_created').as((qb) => {
  const l = alias(likes, 'l');
  return qb.select({ id: users.id }).from(users).innerJoin(l, eq(l.userId, users.id));
});

// Subqueries.
export const fromSubquery = sqliteView('from_subquery').as((qb) => {
  const sq = qb.select({ id: users.id, n: sql<string>`lower(${users.name})`.as('n') }).from(users).where(gt(users.id, 3)).as('sq');
  return qb.select().from(sq).where(eq(sq.n, 'ada'));
});
export const partsOfSubquery = sqliteView('parts_of_subquery').as((qb) => {
  const sq = qb.select().from(users).as('sq');
  return qb.select({ a: sq.id, b: sql`${sq.name} || ${sq.id}`.as('b') }).from(sq).orderBy(asc(sq.id));
});
export const joinSubquery = sqliteView('join_subquery').as((qb) => {
  const counts = qb
    .select({ authorId: posts.authorId, n: count(posts.id).as('n') })
    .from(posts)
    .groupBy(posts.authorId)
    .as('counts');
  return qb
    .select({ name: users.name, n: counts.n, plus: sql`coalesce(${counts.n}, 0) + 1`.as('plus') })
    .from(users)
    .leftJoin(counts, eq(counts.authorId, users.id))
    .where(gt(counts.n, 1));
});
export const joinSubqueryAll = sqliteView('join_subquery_all').as((qb) => {
  const sq = qb.select({ key: posts.authorId, last: sql<number>`max(${posts.id})`.as('last') }).from(posts).groupBy(posts.authorId).as('sq');
  return qb.select().from(users).innerJoin(sq, eq(sq.key, users.id));
});
export const nestedSubquery = sqliteView('nested_subquery').as((qb) => {
  const inner = qb.select({ id: posts.id, title: posts.title }).from(posts).as('inner');
  const outer = qb.select({ t: inner.title, n: count().as('n') }).from(inner).groupBy(inner.title).as('outer');
  return qb.select({ t: outer.t, n: outer.n }).from(outer).where(gt(outer.n, 2));
});
export const subqueryOfJoin = sqliteView('subquery_of_join').as((qb) => {
  const sq = qb.select().from(users).innerJoin(posts, eq(posts.authorId, users.id)).as('sq');
  return qb.select({ n: sq.users.name, t: sq.posts.title }).from(sq);
});
export const scalar = sqliteView('scalar').as((qb) =>
  qb
    .select({
      id: users.id,
      posts: qb.select({ n: count().as('n') }).from(posts).where(eq(posts.authorId, users.id)).as('posts'),
      raw: sql<number>`(${qb.select({ n: sum(posts.id) }).from(posts)})`.as('raw'),
    })
    .from(users),
);
export const existing = sqliteView('existing').as((qb) =>
  qb.select().from(users).where(exists(qb.select({ one: sql`1` }).from(posts).where(eq(posts.authorId, users.id)))),
);
export const notExisting = sqliteView('not_existing').as((qb) =>
  qb.select({ id: users.id }).from(users).where(notExists(qb.select().from(posts).where(eq(posts.authorId, users.id)))),
);
export const within = sqliteView('within').as((qb) =>
  qb.select().from(users).where(inArray(users.id, qb.select({ id: posts.authorId }).from(posts).where(eq(posts.state, 'out')))),
);
const drafts = new QueryBuilder().select({ id: posts.authorId }).from(posts).where(eq(posts.state, 'draft'));
export const notWithin = sqliteView('not_within').as((qb) => qb.select().from(users).where(notInArray(users.id, drafts)));
export const equalsSubquery = sqliteView('equals_subquery').as((qb) =>
  qb.select().from(users).where(eq(users.id, sql`${qb.select({ id: sql`max(${posts.authorId})` }).from(posts)}`)),
);
export const aggregate = sqliteView('aggregate').as((qb) =>
  qb
    .select({ name: users.name, n: countDistinct(posts.id).as('n'), first: sql`min(${posts.title})`.as('first') })
    .from(users)
    .innerJoin(posts, eq(posts.authorId, users.id))
    .groupBy(users.id, users.name)
    .having(gt(countDistinct(posts.id), 1)),
);

// Views joined with each other and with tables.
export const viewJoined = sqliteView('view_joined').as((qb) =>
  qb.select({ id: self.inviter, title: posts.title, n: joinSubquery.n }).from(self).innerJoin(posts, eq(posts.title, self.name)).leftJoin(joinSubquery, eq(joinSubquery.name, self.name)),
);
const named = sqliteView('aggregate_named').as((qb) => qb.select({ name: users.name, n: count().as('n') }).from(users).groupBy(users.name));
export const aggregateNamed = named;
export const viewJoinedAll = sqliteView('view_joined_all').as((qb) =>
  qb.select().from(users).leftJoin(named, eq(named.name, users.name)),
);
