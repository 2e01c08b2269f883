// post.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef POST_GEN_H
#define POST_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// post.listByIds (schema.ts:14): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus post_list_by_ids(WeaveDb *db, WeaveIntList ids, WeaveArena *mem,
                             PostList *out);
WEAVE_MUST_CHECK
PostRows post_list_by_ids_rows(WeaveDb *db, WeaveIntList ids);
WEAVE_MUST_CHECK
WeaveStatus post_list_by_ids_each(WeaveDb *db, WeaveIntList ids, WeaveEach each,
                                  void *context);
const char *post_list_by_ids_sql(void);

// post.listByKinds (schema.ts:15): any number of rows.
// kinds: of PostKind.
WEAVE_MUST_CHECK
WeaveStatus post_list_by_kinds(WeaveDb *db, WeaveEnumList kinds, WeaveArena *mem,
                               PostList *out);
WEAVE_MUST_CHECK
PostRows post_list_by_kinds_rows(WeaveDb *db, WeaveEnumList kinds);
WEAVE_MUST_CHECK
WeaveStatus post_list_by_kinds_each(WeaveDb *db, WeaveEnumList kinds, WeaveEach each,
                                    void *context);
const char *post_list_by_kinds_sql(void);

// post.listBetween (schema.ts:16): any number of rows.
// from: milliseconds since 1970. to: milliseconds since 1970.
WEAVE_MUST_CHECK
WeaveStatus post_list_between(WeaveDb *db, int64_t from, WeaveOptInt to, int64_t limit,
                              WeaveArena *mem, PostList *out);
WEAVE_MUST_CHECK
PostRows post_list_between_rows(WeaveDb *db, int64_t from, WeaveOptInt to,
                                int64_t limit);
WEAVE_MUST_CHECK
WeaveStatus post_list_between_each(WeaveDb *db, int64_t from, WeaveOptInt to,
                                   int64_t limit, WeaveEach each, void *context);
const char *post_list_between_sql(void);

// What post_create() is given. Start from {0}; a text, blob or enum left absent where
// null is not allowed is WEAVE_MISUSE.
typedef struct PostCreateParams {
    WeaveText title; // null if absent
    PostKind kind;
    WeaveText body; // JSON
    bool pinned;
    int64_t created_at; // milliseconds since 1970
} PostCreateParams;

// More than four parameters are named in a struct.
// post.create (schema.ts:21): *changes, if wanted, counts the rows changed.
WEAVE_MUST_CHECK
WeaveStatus post_create(WeaveDb *db, const PostCreateParams *params, int64_t *changes);
const char *post_create_sql(void);

// A new row of table "post". Start from {0}: what is not given is the column's default.
typedef struct PostNew {
    WeaveOptInt id;      // SQLite chooses it if absent
    WeaveText title;     // null if absent
    PostKind kind;       // required
    WeaveText body;      // JSON; required
    WeaveOptBool pinned; // default false
    int64_t created_at;  // milliseconds since 1970; required
} PostNew;

// What is to change in a row of table "post". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct PostPatch {
    WeaveText title;
    PostKind kind;
    WeaveText body; // JSON
    WeaveOptBool pinned;
    WeaveOptInt created_at; // milliseconds since 1970
    struct {
        bool title;
    } null;
} PostPatch;

// post.get (schema.ts:4): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus post_get(WeaveDb *db, int64_t id, WeaveArena *mem, Post *out);
const char *post_get_sql(void);

// post.list (schema.ts:4): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus post_list(WeaveDb *db, WeaveArena *mem, PostList *out);
WEAVE_MUST_CHECK
PostRows post_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus post_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *post_list_sql(void);

// post.insert (schema.ts:4): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus post_insert(WeaveDb *db, const PostNew *row, int64_t *id);
const char *post_insert_sql(void);

// post.insert_many (schema.ts:4): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus post_insert_many(WeaveDb *db, const PostNew *rows, size_t count,
                             int64_t *changes);
const char *post_insert_many_sql(void);

// post.count (schema.ts:4): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus post_count(WeaveDb *db, int64_t *count);
const char *post_count_sql(void);

// post.update (schema.ts:4): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus post_update(WeaveDb *db, const Post *row);
const char *post_update_sql(void);

// post.patch (schema.ts:4): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus post_patch(WeaveDb *db, int64_t id, const PostPatch *patch);
const char *post_patch_sql(void);

// post.delete (schema.ts:4): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus post_delete(WeaveDb *db, int64_t id);
const char *post_delete_sql(void);

// post.upsert (schema.ts:4): a new row, or, with a key that is there, that row changed;
// what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus post_upsert(WeaveDb *db, const PostNew *row, int64_t *id);
const char *post_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
