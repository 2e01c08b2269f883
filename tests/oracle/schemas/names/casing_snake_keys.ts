// casing: snake_case
import { not, sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';

export const userTable = sqliteTable(
  'userTable',
  { userId: integer().primaryKey(), firstName: text().unique(), lastName: text(), homeTown: text('homeTown') },
  (t) => [
    index('byName').on(t.firstName, t.lastName),
    uniqueIndex('byLower').on(sql`lower(${t.lastName})`),
    unique().on(t.firstName, t.homeTown),
    check('named', sql`${t.firstName} <> ${t.homeTown}`),
    index('partial').on(t.lastName).where(sql`${t.firstName} is not null`),
  ],
);
export const postTable = sqliteTable(
  'postTable',
  { authorId: integer().references(() => userTable.userId), editorId: integer(), nextPost: integer() },
  (t) => [
    primaryKey({ columns: [t.authorId, t.editorId] }),
    foreignKey({ columns: [t.editorId], foreignColumns: [userTable.userId] }).onDelete('cascade'),
  ],
);
