// Relations of every kind, as C that runs.
import { relations, sql } from 'drizzle-orm';
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineModel, defineQuery } from 'weave-orm';

const p = sql.placeholder;

export const user = sqliteTable('user', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
});
export const profile = sqliteTable('profile', {
  userId: integer('user_id').primaryKey().references(() => user.id),
  bio: text('bio'),
});
export const post = sqliteTable('post', {
  id: integer('id').primaryKey(),
  authorId: integer('author_id').notNull().references(() => user.id),
  editorId: integer('editor_id').references(() => user.id),
  title: text('title').notNull(),
});
export const comment = sqliteTable('comment', {
  id: integer('id').primaryKey(),
  postId: integer('post_id').notNull().references(() => post.id),
  body: text('body').notNull(),
});
export const tag = sqliteTable('tag', {
  postId: integer('post_id').notNull().references(() => post.id),
  word: text('word').notNull(),
}, (t) => [primaryKey({ columns: [t.postId, t.word] })]);

// Notes are deleted softly.
export const note = sqliteTable('note', {
  id: integer().primaryKey(),
  userId: integer('user_id').notNull().references(() => user.id),
  text: text().notNull(),
  deletedAt: integer('deleted_at', { mode: 'timestamp' }),
});
export const reply = sqliteTable('reply', {
  id: integer().primaryKey(),
  noteId: integer('note_id').notNull().references(() => note.id),
});

export const userRelations = relations(user, ({ one, many }) => ({
  posts: many(post, { relationName: 'author' }),
  edited: many(post, { relationName: 'editor' }),
  profile: one(profile),
  notes: many(note),
}));
export const profileRelations = relations(profile, ({ one }) => ({
  user: one(user, { fields: [profile.userId], references: [user.id] }),
}));
export const postRelations = relations(post, ({ one, many }) => ({
  author: one(user, { fields: [post.authorId], references: [user.id], relationName: 'author' }),
  editor: one(user, { fields: [post.editorId], references: [user.id], relationName: 'editor' }),
  comments: many(comment),
  tags: many(tag),
}));
export const commentRelations = relations(comment, ({ one }) => ({
  post: one(post, { fields: [comment.postId], references: [post.id] }),
}));
export const tagRelations = relations(tag, ({ one }) => ({
  post: one(post, { fields: [tag.postId], references: [post.id] }),
}));

export const userQueries = {
  /** Users with all that they have written. */
  withPosts: defineQuery((db) => db.query.user.findMany({ with: { posts: { with: { comments: true } } } })),
  withBoth: defineQuery((db) => db.query.user.findMany({ with: { posts: true, edited: true, profile: true } })),
  byId: defineQuery((db) =>
    db.query.user.findFirst({
      where: (t, { eq }) => eq(t.id, p('id')),
      with: { posts: { columns: { title: true }, orderBy: (t, { desc }) => desc(t.id), limit: p('n') } },
    })),
  sorted: defineQuery((db) =>
    db.query.user.findMany({
      orderBy: (t, { desc }) => desc(t.name),
      with: {
        posts: { orderBy: (t, { asc }) => asc(t.title), with: { comments: { orderBy: (t, { desc }) => desc(t.body) } } },
      },
    })),
  onlyOne: defineQuery.one((db) => db.query.user.findMany({ with: { posts: true } })),
  ignored: defineQuery.exec((db) => db.query.user.findMany({ with: { posts: true } })),
  manyWishes: defineQuery((db) =>
    db.query.user.findMany({
      where: (t, { and, gte, lte }) => and(gte(t.id, p('from')), lte(t.id, p('to'))),
      with: { posts: { where: (t, { like }) => like(t.title, p('title')), limit: p('postLimit') } },
      limit: p('limit'),
    })),
};
export const postQueries = {
  withAuthor: defineQuery((db) => db.query.post.findMany({ with: { author: true, editor: { columns: { name: true } } } })),
  lastTitles: defineQuery((db) =>
    db.query.post.findMany({ with: { author: true, editor: true }, orderBy: (t, { desc }) => desc(t.title), limit: p('n') })),
  tagged: defineQuery((db) => db.query.post.findMany({ columns: {}, with: { tags: { columns: { word: true } } } })),
  commentsOfAuthors: defineQuery((db) =>
    db.query.comment.findMany({ columns: { id: true }, with: { post: { columns: {}, with: { editor: { with: { posts: true } } } } } })),
};
export const noteRelations = relations(note, ({ one, many }) => ({
  user: one(user, { fields: [note.userId], references: [user.id] }),
  replies: many(reply),
}));
export const replyRelations = relations(reply, ({ one }) => ({
  note: one(note, { fields: [reply.noteId], references: [note.id] }),
}));
export const noteModel = defineModel(note, { softDelete: note.deletedAt });
export const noteQueries = {
  ofUsers: defineQuery((db) => db.query.user.findMany({ columns: { id: true }, with: { notes: true } })),
  withDeleted: defineQuery((db) =>
    db.query.user.findMany({
      columns: { id: true },
      with: { notes: { where: (t, { or, isNull, isNotNull }) => or(isNull(t.deletedAt), isNotNull(t.deletedAt)) } },
    })),
  last: defineQuery((db) =>
    db.query.user.findMany({ columns: { id: true }, with: { notes: { orderBy: (t, { desc }) => desc(t.id), limit: 1 } } })),
  ofReplies: defineQuery((db) => db.query.reply.findMany({ with: { note: true } })),
};
