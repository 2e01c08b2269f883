// Tables of every kind of key, for relational.mjs. SQL names are the keys in snake case.
import { relations, sql } from 'drizzle-orm';
import { customType, foreignKey, index, integer, primaryKey, real, sqliteTable, text, unique } from 'drizzle-orm/sqlite-core';

const nocase = customType<{ data: string }>({ dataType: () => 'text collate nocase' });

export const users = sqliteTable('users', {
  id: integer().primaryKey(),
  name: text().notNull(),
  email: text().unique(),
  age: integer(),
  score: real(),
  isAdmin: integer('is_admin', { mode: 'boolean' }).notNull().default(false),
  kind: text({ enum: ['plain', 'staff'] }).notNull().default('plain'),
  joinedAt: integer('joined_at', { mode: 'timestamp' }),
  settings: text({ mode: 'json' }),
  invitedBy: integer('invited_by'),
  countryCode: text('country_code'),
});

export const profiles = sqliteTable('profiles', {
  userId: integer('user_id').notNull().unique().references(() => users.id),
  bio: text(),
});

export const countries = sqliteTable('countries', {
  code: text().primaryKey(),
  label: text().notNull(),
});

// The exported name is not the table's.
export const articles = sqliteTable('posts', {
  id: integer().primaryKey(),
  authorId: integer('author_id').notNull().references(() => users.id),
  editorId: integer('editor_id').references(() => users.id),
  title: text().notNull(),
  rating: integer(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
}, (t) => [index('posts_author').on(t.authorId)]);

export const comments = sqliteTable('comments', {
  id: integer().primaryKey(),
  postId: integer('post_id').notNull().references(() => articles.id),
  authorId: integer('author_id').references(() => users.id),
  parentId: integer('parent_id'),
  body: text().notNull(),
});

export const groups = sqliteTable('groups', {
  id: integer().primaryKey(),
  name: text().notNull(),
});
export const memberships = sqliteTable('memberships', {
  userId: integer('user_id').notNull().references(() => users.id),
  groupId: integer('group_id').notNull().references(() => groups.id),
  role: text(),
}, (t) => [primaryKey({ columns: [t.userId, t.groupId] })]);

// Composite keys.
export const regions = sqliteTable('regions', {
  country: text().notNull(),
  code: integer().notNull(),
  label: text().notNull(),
}, (t) => [primaryKey({ columns: [t.country, t.code] })]);
export const cities = sqliteTable('cities', {
  id: integer().primaryKey(),
  country: text(),
  region: integer(),
  name: text().notNull(),
}, (t) => [foreignKey({ columns: [t.country, t.region], foreignColumns: [regions.country, regions.code] })]);

// Keys compared without case, and one that is not unique.
export const words = sqliteTable('words', {
  word: nocase().primaryKey(),
  language: text().notNull(),
});
export const uses = sqliteTable('uses', {
  id: integer().primaryKey(),
  word: nocase(),
  place: text().notNull(),
});

// The rowid under another name.
export const labels = sqliteTable('labels', {
  rowid: text().notNull().unique(),
  owner: text(),
});

export const usersRelations = relations(users, ({ one, many }) => ({
  posts: many(articles, { relationName: 'author' }),
  edited: many(articles, { relationName: 'editor' }),
  comments: many(comments),
  profile: one(profiles),
  inviter: one(users, { fields: [users.invitedBy], references: [users.id], relationName: 'invitation' }),
  invited: many(users, { relationName: 'invitation' }),
  memberships: many(memberships),
  country: one(countries, { fields: [users.countryCode], references: [countries.code] }),
}));
export const profilesRelations = relations(profiles, ({ one }) => ({
  user: one(users, { fields: [profiles.userId], references: [users.id] }),
}));
export const countriesRelations = relations(countries, ({ many }) => ({ users: many(users), regions: many(regions) }));
export const articlesRelations = relations(articles, ({ one, many }) => ({
  author: one(users, { fields: [articles.authorId], references: [users.id], relationName: 'author' }),
  editor: one(users, { fields: [articles.editorId], references: [users.id], relationName: 'editor' }),
  comments: many(comments),
}));
export const commentsRelations = relations(comments, ({ one, many }) => ({
  post: one(articles, { fields: [comments.postId], references: [articles.id] }),
  author: one(users, { fields: [comments.authorId], references: [users.id] }),
  parent: one(comments, { fields: [comments.parentId], references: [comments.id], relationName: 'replies' }),
  replies: many(comments, { relationName: 'replies' }),
}));
export const groupsRelations = relations(groups, ({ many }) => ({ memberships: many(memberships) }));
export const membershipsRelations = relations(memberships, ({ one }) => ({
  user: one(users, { fields: [memberships.userId], references: [users.id] }),
  group: one(groups, { fields: [memberships.groupId], references: [groups.id] }),
}));
export const regionsRelations = relations(regions, ({ one, many }) => ({
  cities: many(cities),
  nation: one(countries, { fields: [regions.country], references: [countries.code] }),
}));
export const citiesRelations = relations(cities, ({ one }) => ({
  area: one(regions, { fields: [cities.country, cities.region], references: [regions.country, regions.code] }),
}));
export const wordsRelations = relations(words, ({ many }) => ({ uses: many(uses) }));
export const usesRelations = relations(uses, ({ one, many }) => ({
  entry: one(words, { fields: [uses.word], references: [words.word] }),
  samePlace: one(uses, { fields: [uses.place], references: [uses.place], relationName: 'place' }),
  allThere: many(uses, { relationName: 'place' }),
}));
export const labelsRelations = relations(labels, ({ one, many }) => ({
  holder: one(labels, { fields: [labels.owner], references: [labels.rowid], relationName: 'owner' }),
  held: many(labels, { relationName: 'owner' }),
}));

/** The rows that all are asked about: NULL keys, parents without children, children that share a parent. */
export const fill = [
  sql`insert into countries values ('de', 'Germany'), ('fr', 'France'), ('xx', 'Nowhere')`,
  sql`insert into users values
    (1, 'Ada', 'ada@x.org', 36, 1.5, 1, 'staff', 1000, '{"theme":"dark"}', null, 'de'),
    (2, 'Ben', null, null, null, 0, 'plain', null, null, 1, 'de'),
    (3, 'Cleo "C"', 'cleo@x.org', 20, -0.25, 0, 'plain', 86400, '[1,2]', 1, null),
    (4, 'Dagny', 'dagny@x.org', 20, 2, 1, 'staff', 5, null, 3, 'zz'),
    (9, 'Émile', 'emile@x.org', 77, null, 0, 'plain', null, null, 99, 'fr')`,
  sql`insert into profiles values (1, 'wrote the first program'), (3, null)`,
  sql`insert into posts values
    (1, 1, 2, 'Notes', 5, 1000), (2, 1, null, 'Engines', null, 3000), (3, 2, 1, 'Bees', 1, 2000),
    (4, 1, 1, 'Tables', 3, 3000), (5, 3, null, 'Cats', 5, 1), (6, 1, 3, 'Looms', 5, 2000), (7, 3, 2, 'Dogs', null, 9)`,
  sql`insert into comments values
    (1, 1, 2, null, 'nice'), (2, 1, null, 1, 'no'), (3, 1, 3, 1, 'yes'), (4, 3, 1, null, 'bzz'),
    (5, 6, 2, null, 'a'), (6, 6, 2, 5, 'b'), (7, 6, 3, 6, 'c'), (8, 6, 1, 99, 'd'), (9, 2, 9, null, '''')`,
  sql`insert into groups values (1, 'weavers'), (2, 'spinners'), (3, 'empty')`,
  sql`insert into memberships values (1, 1, 'head'), (1, 2, null), (2, 1, null), (3, 2, 'guest'), (4, 1, 'guest')`,
  sql`insert into regions values ('de', 1, 'North'), ('de', 2, 'South'), ('fr', 1, 'Nord'), ('fr', 7, 'none')`,
  sql`insert into cities values
    (1, 'de', 1, 'Kiel'), (2, 'de', 2, 'Ulm'), (3, 'fr', 1, 'Lille'), (4, 'de', 1, 'Husum'), (5, null, 1, 'A'),
    (6, 'de', null, 'B'), (7, null, null, 'C')`,
  sql`insert into words values ('Loom', 'en'), ('Webstuhl', 'de'), ('fil', 'fr')`,
  sql`insert into uses values (1, 'loom', 'hall'), (2, 'LOOM', 'shed'), (3, 'webstuhl', 'hall'), (4, null, 'shed'), (5, 'Garn', 'yard')`,
  sql`insert into labels values ('a', null), ('b', 'a'), ('c', 'a'), ('d', 'c')`,
];
