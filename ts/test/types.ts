// types.ts - what the TypeScript compiler knows of a query; it is checked, never run.
import { eq, sql } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { LibSQLDatabase } from 'drizzle-orm/libsql';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineModel, defineQuery, defineSeed, defineWeave, orderBy, when } from 'weave-orm';

declare const db: BetterSQLite3Database;
declare const remote: LibSQLDatabase;

const media = sqliteTable('media', {
  id: integer('id').primaryKey(),
  mimeType: text('mime_type').notNull(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }),
});

// Without parameters nothing is given.
const listAll = defineQuery`SELECT * FROM media`;
listAll.all(db);
listAll.all(db, {});
// @ts-expect-error there is no such parameter
listAll.all(db, { id: 1 });

// A parameter is required under its name; weave infers its type, so any value of SQLite will do.
const getById = defineQuery`SELECT * FROM ${media} WHERE ${media.id} = ${'id'}`;
getById.get(db, { id: 1 });
getById.get(db, { id: null });
// @ts-expect-error it is missing
getById.get(db);
// @ts-expect-error it is misspelt
getById.get(db, { di: 1 });
// @ts-expect-error a Date needs a declared type
getById.get(db, { id: new Date() });

// A declared type is checked; `?` makes it optional, `[]` a list.
const search = defineQuery.many`
  SELECT * FROM media
  WHERE created_at < ${'before: timestamp_ms'} AND created_at >= ${'since: timestamp_ms?'} AND (${'type: text?'} IS NULL OR mime_type = ${'type'})
    AND id IN ${'ids[]'} LIMIT ${'limit: int'}`;
search.all(db, { before: new Date(), ids: [1, 2n], limit: 10 });
search.all(db, { before: 0, since: new Date(), type: null, ids: [], limit: 10n });
// @ts-expect-error limit is a number
search.all(db, { before: 0, ids: [], limit: '10' });
// @ts-expect-error ids is a list
search.all(db, { before: 0, ids: 1, limit: 10 });
// @ts-expect-error before may not be NULL
search.all(db, { before: null, ids: [], limit: 10 });
// @ts-expect-error type is declared as text in one place, and that holds in the other
search.all(db, { before: 0, type: 1, ids: [], limit: 10 });

// A placeholder is a parameter too.
defineQuery`SELECT * FROM media WHERE id = ${sql.placeholder('id')}`.all(db, { id: 1 });
// @ts-expect-error it is missing
defineQuery`SELECT * FROM media WHERE id = ${sql.placeholder('id')}`.all(db);

// A fragment's parameters are not in its type; the others are still checked.
const spliced = defineQuery`SELECT * FROM media WHERE ${sql`mime_type = ${'type'}`} LIMIT ${'limit: int'}`;
spliced.all(db, { type: 'image/png', limit: 1 });
// @ts-expect-error limit is a number
spliced.all(db, { type: 'image/png', limit: 'x' });

// orderBy's choices are, and so is the name of a condition.
const sorted = defineQuery`SELECT * FROM media ORDER BY ${orderBy('sort', { newest: sql`created_at DESC`, type: sql`mime_type` })}`;
sorted.all(db, { sort: 'newest' });
// @ts-expect-error it is not among them
sorted.all(db, { sort: 'oldest' });
defineQuery`SELECT * FROM media WHERE true ${when('type', sql`AND mime_type = ${'type'}`)}`.all(db);

// What comes back: the row is the caller's claim, a driver with promises gives a promise.
const rows: { id: number }[] = listAll.all<{ id: number }>(db);
const row: { id: number } | undefined = getById.get<{ id: number }>(db, { id: 1 });
const later: Promise<{ id: number }[]> = listAll.all<{ id: number }>(remote);
const unknownRows: Record<string, unknown>[] = listAll.all(db);
// @ts-expect-error the row may be missing
const certain: { id: number } = getById.get<{ id: number }>(db, { id: 1 });
const changes: number = defineQuery.exec`DELETE FROM media`.run(db).changes;
db.transaction((tx) => listAll.all(tx));

// Drizzle's own words carry Drizzle's types.
const built = defineQuery((q) =>
  q
    .select()
    .from(media)
    .where(eq(media.id, sql.placeholder('id')))
    .limit(1),
);
const builtRow: { id: number; mimeType: string; createdAt: Date | null } | undefined = built.get(db, { id: 1 });

// Models and the configuration know their keys.
defineModel(media, {
  selectBy: [['mimeType'], { columns: ['createdAt'], orderBy: { createdAt: 'desc' } }],
  softDelete: media.createdAt,
});
defineModel(media, {
  selectOneBy: [['mimeType'], { columns: ['mimeType'], orderBy: { id: 'asc' } }],
  selectTop: [{ createdAt: 'desc' }],
  selectWhere: { typed: { where: sql`mime_type = ${'type'}`, orderBy: { id: 'desc' } }, all: sql`true` },
  validate: { mimeType: { maxLength: 64, oneOf: ['image/png'] } },
  hooks: { beforeSave: 'media_before_save', afterError: 'media_failed' },
  sensitive: ['mimeType'],
  crud: ['insert', 'get'],
  orderBy: { id: 'asc' },
  filters: { type: { in: 'mimeType' }, since: { gte: [media.createdAt] }, any: { eqAny: ['id', 'mimeType'] } },
  filterOrder: { createdAt: 'desc' },
});
// @ts-expect-error there is no such kind
defineModel(media, { filters: { type: { near: 'mimeType' } } });
// @ts-expect-error eqAny looks at two columns or more
defineModel(media, { filters: { type: { eqAny: ['mimeType'] } } });
// @ts-expect-error the others look at one
defineModel(media, { filters: { type: { in: ['mimeType', 'id'] } } });
// @ts-expect-error media has no such column
defineModel(media, { selectBy: [['mime_type']] });
// @ts-expect-error there is no such moment
defineModel(media, { hooks: { beforeSaving: 'f' } });
// @ts-expect-error no table has such an operation
defineModel(media, { crud: ['erase'] });
defineSeed(media, [{ mimeType: 'image/png' }]);
// @ts-expect-error a row takes what an insert takes
defineSeed(media, [{ mimeType: 1 }]);
defineWeave({ schema: ['./a.ts'], out: './gen', lint: { fullScan: 'warn', nPlusOne: 'off' } });
// @ts-expect-error it is `out`
defineWeave({ output: './gen' });

export { builtRow, certain, changes, later, row, rows, unknownRows };
