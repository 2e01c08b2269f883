// Queries that relational.mjs runs through drizzle-orm and through the C that weave makes of them.
import { and, asc, desc, eq, exists, gt, inArray, isNotNull, sql } from 'drizzle-orm';
import { defineQuery } from 'weave-orm';
import { articles, comments, users } from './schema';

const p = sql.placeholder;

export const plainQueries = {
  all: defineQuery((db) => db.query.users.findMany()),
  first: defineQuery((db) => db.query.users.findFirst()),
  none: defineQuery((db) => db.query.users.findFirst({ where: (t, { eq }) => eq(t.id, 77) })),
  someColumns: defineQuery((db) => db.query.users.findMany({ columns: { name: true, id: true } })),
  butColumns: defineQuery((db) => db.query.users.findMany({ columns: { settings: false, score: false } })),
  mixedColumns: defineQuery((db) => db.query.users.findMany({ columns: { name: true, id: false, age: undefined } })),
  byExpression: defineQuery((db) => db.query.users.findMany({ where: gt(users.age, 20) })),
  byKey: defineQuery((db) => db.query.users.findFirst({ where: eq(users.id, p('id')) })),
  byText: defineQuery((db) => db.query.articles.findMany({ where: sql`articles.title like ${p('like')}` })),
  byAnd: defineQuery((db) =>
    db.query.users.findMany({ where: (t, { and, or, eq, isNull, not }) => and(not(eq(t.id, 1)), or(isNull(t.age), eq(t.isAdmin, true))) })),
  byEnum: defineQuery((db) => db.query.users.findMany({ where: (t, { eq }) => eq(t.kind, 'staff') })),
  byDate: defineQuery((db) => db.query.users.findMany({ where: (t, { lt }) => lt(t.joinedAt, new Date(90_000)) })),
  byList: defineQuery((db) => db.query.users.findMany({ where: (t, { inArray }) => inArray(t.id, [1, 3, 5]) })),
  bySubquery: defineQuery((db) =>
    db.query.users.findMany({ where: (t) => exists(db.select({ id: articles.id }).from(articles).where(eq(articles.authorId, t.id))) })),
  ordered: defineQuery((db) => db.query.users.findMany({ orderBy: (t, { desc }) => desc(t.name) })),
  orderedTwice: defineQuery((db) => db.query.users.findMany({ orderBy: (t, { asc, desc }) => [asc(t.age), desc(t.id)] })),
  orderedByColumn: defineQuery((db) => db.query.users.findMany({ orderBy: users.name })),
  orderedByList: defineQuery((db) => db.query.users.findMany({ orderBy: [desc(users.isAdmin), asc(users.name)] })),
  limited: defineQuery((db) => db.query.users.findMany({ limit: 2 })),
  paged: defineQuery((db) => db.query.users.findMany({ limit: p('limit'), offset: p('offset'), orderBy: users.id })),
  extra: defineQuery((db) =>
    db.query.users.findMany({ columns: { id: true }, extras: { shout: sql<string>`upper(${users.name})`.as('shout') } })),
  extraOfCallback: defineQuery((db) =>
    db.query.users.findMany({ extras: (t, { sql }) => ({ nameLength: sql<number>`length(${t.name})`.as('name_length') }) })),
};

export const oneQueries = {
  author: defineQuery((db) => db.query.articles.findMany({ with: { author: true } })),
  both: defineQuery((db) => db.query.articles.findMany({ with: { author: true, editor: true } })),
  fewColumns: defineQuery((db) =>
    db.query.articles.findMany({ columns: { title: true }, with: { editor: { columns: { name: true } } } })),
  onlyRelation: defineQuery((db) => db.query.articles.findMany({ columns: {}, with: { editor: { columns: { name: true } } } })),
  chain: defineQuery((db) => db.query.comments.findMany({ with: { post: { with: { author: { with: { country: true } } } } } })),
  selfOnce: defineQuery((db) => db.query.users.findMany({ columns: { name: true }, with: { inviter: true } })),
  selfTwice: defineQuery((db) =>
    db.query.users.findMany({ columns: { name: true }, with: { inviter: { columns: { name: true }, with: { inviter: { columns: { name: true } } } } } })),
  otherSide: defineQuery((db) => db.query.users.findMany({ columns: { id: true }, with: { profile: true } })),
  textKey: defineQuery((db) => db.query.users.findMany({ columns: { id: true }, with: { country: true } })),
  compositeKey: defineQuery((db) => db.query.cities.findMany({ with: { area: { with: { nation: true } } } })),
  nocaseKey: defineQuery((db) => db.query.uses.findMany({ with: { entry: true } })),
  notUnique: defineQuery((db) => db.query.uses.findMany({ columns: { id: true }, with: { samePlace: true } })),
  rowidTaken: defineQuery((db) => db.query.labels.findMany({ with: { holder: true } })),
  filtered: defineQuery((db) =>
    db.query.articles.findMany({ with: { author: { where: (t, { gt }) => gt(t.id, 1), columns: { id: true } } } })),
  extra: defineQuery((db) =>
    db.query.comments.findMany({ columns: { id: true }, with: { author: { columns: {}, extras: { shout: sql<string>`upper(${users.name})`.as('shout') } } } })),
  firstOne: defineQuery((db) => db.query.articles.findFirst({ with: { editor: true, author: true }, orderBy: (t, { desc }) => desc(t.id) })),
  parametered: defineQuery((db) =>
    db.query.articles.findMany({ with: { author: true }, where: (t, { eq }) => eq(t.authorId, p('author')), limit: p('n') })),
  lastOfChain: defineQuery((db) =>
    db.query.comments.findMany({ with: { post: { with: { author: { with: { country: true } } } }, author: true }, orderBy: (t, { desc }) => desc(t.body), limit: 4 })),
  lastByKey: defineQuery((db) => db.query.articles.findMany({ with: { author: true, editor: true }, orderBy: (t, { desc }) => desc(t.id), limit: 3 })),
  firstByText: defineQuery((db) => db.query.cities.findFirst({ with: { area: { with: { nation: true, cities: true } } }, orderBy: (t) => t.name, offset: 2 })),
  lastByDate: defineQuery((db) =>
    db.query.articles.findMany({ with: { author: { columns: { name: true } } }, orderBy: (t, { desc }) => [desc(t.createdAt), t.id], limit: 3 })),
};

export const manyQueries = {
  posts: defineQuery((db) => db.query.users.findMany({ with: { posts: true } })),
  two: defineQuery((db) => db.query.users.findMany({ with: { posts: true, comments: true } })),
  three: defineQuery((db) => db.query.users.findMany({ columns: { name: true }, with: { edited: true, memberships: true, invited: true } })),
  deep: defineQuery((db) => db.query.users.findMany({ with: { posts: { with: { comments: true } } } })),
  deeper: defineQuery((db) =>
    db.query.countries.findMany({ with: { users: { columns: { id: true }, with: { posts: { columns: { title: true }, with: { comments: { with: { author: true, replies: true } } } } } } } })),
  ordered: defineQuery((db) =>
    db.query.users.findMany({ with: { posts: { orderBy: (t, { desc, asc }) => [desc(t.createdAt), asc(t.title)] } } })),
  filtered: defineQuery((db) =>
    db.query.users.findMany({ with: { posts: { where: (t, { eq }) => eq(t.rating, 5), columns: { title: true } } } })),
  filteredByParameter: defineQuery((db) =>
    db.query.users.findMany({ columns: { id: true }, with: { posts: { where: (t, { gte }) => gte(t.rating, p('least')), columns: { title: true } } } })),
  limited: defineQuery((db) => db.query.users.findMany({ with: { posts: { limit: 2, orderBy: (t, { desc }) => desc(t.id) } } })),
  limitedPlain: defineQuery((db) => db.query.users.findMany({ columns: { id: true }, with: { comments: { limit: 1 } } })),
  limitedByParameter: defineQuery((db) =>
    db.query.users.findMany({ limit: p('outer'), with: { posts: { limit: p('inner'), orderBy: (t, { asc }) => [asc(t.createdAt), asc(t.id)] } } })),
  limitedToNone: defineQuery((db) => db.query.users.findMany({ columns: { id: true }, with: { posts: { limit: 0 } } })),
  limitsWithin: defineQuery((db) =>
    db.query.users.findMany({
      columns: { name: true },
      with: { posts: { limit: 2, orderBy: articles.title, columns: { title: true }, with: { comments: { limit: 2, orderBy: (t, { desc }) => desc(t.id) } } } },
    })),
  limitAndFilter: defineQuery((db) =>
    db.query.users.findMany({ with: { posts: { limit: 1, where: (t, { isNotNull }) => isNotNull(t.rating), orderBy: [desc(articles.rating), articles.id] } } })),
  textKey: defineQuery((db) => db.query.countries.findMany({ with: { users: { columns: { name: true } }, regions: true } })),
  textKeyLimited: defineQuery((db) => db.query.countries.findMany({ with: { users: { columns: { name: true }, limit: 1, orderBy: (t, { desc }) => desc(t.id) } } })),
  compositeKey: defineQuery((db) => db.query.regions.findMany({ with: { cities: true, nation: true } })),
  compositeLimited: defineQuery((db) => db.query.regions.findMany({ with: { cities: { limit: 1, orderBy: (t, { desc }) => desc(t.name) } } })),
  nocaseKey: defineQuery((db) => db.query.words.findMany({ with: { uses: { orderBy: (t, { asc }) => asc(t.id) } } })),
  notUnique: defineQuery((db) => db.query.uses.findMany({ with: { allThere: { columns: { id: true } } } })),
  rowidTaken: defineQuery((db) => db.query.labels.findMany({ with: { held: { with: { held: true } } } })),
  rowidHidden: defineQuery((db) => db.query.labels.findMany({ columns: { owner: true }, with: { held: { columns: { rowid: true } } } })),
  self: defineQuery((db) => db.query.users.findMany({ columns: { name: true }, with: { invited: { columns: { name: true }, with: { invited: { columns: { name: true } } } } } })),
  underOne: defineQuery((db) => db.query.comments.findMany({ columns: { id: true }, with: { author: { columns: { id: true }, with: { posts: { columns: { id: true } } } } } })),
  underOneDeep: defineQuery((db) =>
    db.query.comments.findMany({
      columns: { body: true },
      with: { parent: { columns: { body: true }, with: { replies: { with: { author: { with: { memberships: { with: { group: true } } } } } } } } },
    })),
  throughJunction: defineQuery((db) => db.query.users.findMany({ columns: { name: true }, with: { memberships: { columns: {}, with: { group: true } } } })),
  throughJunctionBack: defineQuery((db) =>
    db.query.groups.findMany({ with: { memberships: { columns: { role: true }, orderBy: (t, { desc }) => desc(t.userId), with: { user: { columns: { name: true } } } } } })),
  sharedParent: defineQuery((db) => db.query.comments.findMany({ where: eq(comments.postId, 1), with: { post: { with: { comments: { columns: { id: true } } } } } })),
  extras: defineQuery((db) =>
    db.query.users.findMany({
      columns: { id: true },
      with: { posts: { columns: { id: true }, extras: (t, { sql }) => ({ shout: sql<string>`upper(${t.title})`.as('shout') }) } },
    })),
  first: defineQuery((db) => db.query.users.findFirst({ where: eq(users.id, p('id')), with: { posts: { with: { comments: true } }, profile: true } })),
  noParents: defineQuery((db) => db.query.users.findMany({ where: gt(users.id, 100), with: { posts: { with: { comments: true } } } })),
  emptyLevels: defineQuery((db) => db.query.groups.findMany({ where: eq(sql`id`, 3), with: { memberships: { with: { user: true } } } })),
  rootPaged: defineQuery((db) =>
    db.query.users.findMany({ with: { posts: { columns: { id: true } } }, orderBy: [desc(users.id)], limit: p('limit'), offset: p('offset') })),
  sameParameter: defineQuery((db) =>
    db.query.users.findMany({ where: (t, { gte }) => gte(t.id, p('id')), with: { posts: { where: (t, { gte }) => gte(t.id, p('id')), columns: { id: true } } } })),
  whereIsOfTheLevel: defineQuery((db) =>
    db.query.users.findMany({ columns: { id: true }, with: { posts: { where: and(isNotNull(articles.editorId), inArray(articles.id, [1, 4, 6])) } } })),
};

/** What they are called with; those that are not here with nothing. */
export const calls: Record<string, Record<string, string | number>[]> = {
  'plain.byKey': [{ id: 3 }, { id: 8 }],
  'plain.byText': [{ like: '%s' }, { like: 'x' }],
  'plain.paged': [{ limit: 2, offset: 1 }, { limit: -1, offset: 3 }],
  'one.parametered': [{ author: 1, n: 2 }, { author: 8, n: 1 }],
  'many.filteredByParameter': [{ least: 3 }, { least: 9 }],
  'many.limitedByParameter': [{ outer: 3, inner: 2 }, { outer: 9, inner: -1 }, { outer: 1, inner: 0 }],
  'many.first': [{ id: 1 }, { id: 4 }, { id: 44 }],
  'many.rootPaged': [{ limit: 2, offset: 0 }, { limit: 2, offset: 3 }],
  'filter.such': [{ least: 5 }], // of new.ts.txt alone
  'many.sameParameter': [{ id: 1 }, { id: 3 }],
};
