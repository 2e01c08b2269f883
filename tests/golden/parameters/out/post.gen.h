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

#ifdef __cplusplus
}
#endif

#endif
