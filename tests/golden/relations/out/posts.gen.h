// posts.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef POSTS_GEN_H
#define POSTS_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A new row of table "posts". Start from {0}: what is not given is the column's
// default.
typedef struct PostsNew {
    WeaveOptInt id;    // SQLite chooses it if absent
    int64_t author_id; // required
    WeaveText title;   // null if absent
} PostsNew;

// What is to change in a row of table "posts". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct PostsPatch {
    WeaveOptInt author_id;
    WeaveText title;
    struct {
        bool title;
    } null;
} PostsPatch;

// posts.get (schema.ts:8): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus posts_get(WeaveDb *db, int64_t id, WeaveArena *mem, Posts *out);
const char *posts_get_sql(void);

// posts.list (schema.ts:8): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus posts_list(WeaveDb *db, WeaveArena *mem, PostsList *out);
WEAVE_MUST_CHECK
PostsRows posts_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus posts_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *posts_list_sql(void);

// posts.insert (schema.ts:8): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus posts_insert(WeaveDb *db, const PostsNew *row, int64_t *id);
const char *posts_insert_sql(void);

// posts.insert_many (schema.ts:8): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus posts_insert_many(WeaveDb *db, const PostsNew *rows, size_t count,
                              int64_t *changes);
const char *posts_insert_many_sql(void);

// posts.count (schema.ts:8): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus posts_count(WeaveDb *db, int64_t *count);
const char *posts_count_sql(void);

// posts.update (schema.ts:8): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus posts_update(WeaveDb *db, const Posts *row);
const char *posts_update_sql(void);

// posts.patch (schema.ts:8): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus posts_patch(WeaveDb *db, int64_t id, const PostsPatch *patch);
const char *posts_patch_sql(void);

// posts.delete (schema.ts:8): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus posts_delete(WeaveDb *db, int64_t id);
const char *posts_delete_sql(void);

// posts.upsert (schema.ts:8): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus posts_upsert(WeaveDb *db, const PostsNew *row, int64_t *id);
const char *posts_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
