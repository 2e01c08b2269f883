// tag.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef TAG_GEN_H
#define TAG_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A struct is a row, its members in the order of the columns. Behind it:
// - List, rows that are yours: they live in the arena given to the query.
// - Rows, rows still in SQLite. Nothing is copied: row is good until the
//   next _rows_next() or _rows_end(). Always end what you begin.

// A row of tag.many.
typedef struct TagMany {
    int64_t id;
    WeaveText name;
} TagMany;

typedef struct TagManyList {
    TagMany *items;
    size_t count;
} TagManyList;

typedef struct TagManyRows {
    TagMany row;
    WeaveQuery query;
} TagManyRows;

bool tag_many_rows_next(TagManyRows *rows);
WEAVE_MUST_CHECK
WeaveStatus tag_many_rows_end(TagManyRows *rows);

// A row of tag.create.
typedef struct TagCreate {
    int64_t id;
} TagCreate;

// A row of tag.countAll.
typedef struct TagCountAll {
    int64_t n;
} TagCountAll;

// tag.proven (schema.ts:11): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_proven(WeaveDb *db, WeaveText name, WeaveArena *mem, Tag *out);
const char *tag_proven_sql(void);

// tag.stated (schema.ts:12): one row, WEAVE_NOT_FOUND, or WEAVE_TOO_MANY.
WEAVE_MUST_CHECK
WeaveStatus tag_stated(WeaveDb *db, int64_t uses, WeaveArena *mem, Tag *out);
const char *tag_stated_sql(void);

// tag.many (schema.ts:13): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus tag_many(WeaveDb *db, WeaveArena *mem, TagManyList *out);
WEAVE_MUST_CHECK
TagManyRows tag_many_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus tag_many_each(WeaveDb *db, WeaveEach each, void *context);
const char *tag_many_sql(void);

// tag.sameColumns (schema.ts:14): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus tag_same_columns(WeaveDb *db, int64_t uses, WeaveArena *mem,
                             TagManyList *out);
WEAVE_MUST_CHECK
TagManyRows tag_same_columns_rows(WeaveDb *db, int64_t uses);
WEAVE_MUST_CHECK
WeaveStatus tag_same_columns_each(WeaveDb *db, int64_t uses, WeaveEach each,
                                  void *context);
const char *tag_same_columns_sql(void);

// tag.create (schema.ts:15): always one row.
WEAVE_MUST_CHECK
WeaveStatus tag_create(WeaveDb *db, WeaveText name, TagCreate *out);
const char *tag_create_sql(void);

// tag.rename (schema.ts:16): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_rename(WeaveDb *db, WeaveText name, int64_t id, WeaveArena *mem,
                       Tag *out);
const char *tag_rename_sql(void);

// tag.use (schema.ts:17): *changes, if wanted, counts the rows changed.
WEAVE_MUST_CHECK
WeaveStatus tag_use(WeaveDb *db, int64_t id, int64_t *changes);
const char *tag_use_sql(void);

// tag.forget (schema.ts:18): *changes, if wanted, counts the rows changed.
WEAVE_MUST_CHECK
WeaveStatus tag_forget(WeaveDb *db, int64_t *changes);
const char *tag_forget_sql(void);

// tag.countAll (schema.ts:19): always one row.
WEAVE_MUST_CHECK
WeaveStatus tag_count_all(WeaveDb *db, TagCountAll *out);
const char *tag_count_all_sql(void);

// A new row of table "tag". Start from {0}: what is not given is the column's default.
typedef struct TagNew {
    WeaveOptInt id;   // SQLite chooses it if absent
    WeaveText name;   // required
    WeaveOptInt uses; // default 0
} TagNew;

// What is to change in a row of table "tag". Start from {0}: what is not given stays as
// it is.
typedef struct TagPatch {
    WeaveText name;
    WeaveOptInt uses;
} TagPatch;

// tag.get (schema.ts:4): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_get(WeaveDb *db, int64_t id, WeaveArena *mem, Tag *out);
const char *tag_get_sql(void);

// tag.list (schema.ts:4): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus tag_list(WeaveDb *db, WeaveArena *mem, TagList *out);
WEAVE_MUST_CHECK
TagRows tag_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus tag_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *tag_list_sql(void);

// tag.insert (schema.ts:4): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus tag_insert(WeaveDb *db, const TagNew *row, int64_t *id);
const char *tag_insert_sql(void);

// tag.insert_many (schema.ts:4): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus tag_insert_many(WeaveDb *db, const TagNew *rows, size_t count,
                            int64_t *changes);
const char *tag_insert_many_sql(void);

// tag.count (schema.ts:4): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus tag_count(WeaveDb *db, int64_t *count);
const char *tag_count_sql(void);

// tag.update (schema.ts:4): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_update(WeaveDb *db, const Tag *row);
const char *tag_update_sql(void);

// tag.patch (schema.ts:4): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_patch(WeaveDb *db, int64_t id, const TagPatch *patch);
const char *tag_patch_sql(void);

// tag.delete (schema.ts:4): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_delete(WeaveDb *db, int64_t id);
const char *tag_delete_sql(void);

// tag.upsert (schema.ts:4): a new row, or, with a key that is there, that row changed;
// what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus tag_upsert(WeaveDb *db, const TagNew *row, int64_t *id);
const char *tag_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
