// user.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef USER_GEN_H
#define USER_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A row of user.withPosts: posts.
typedef struct UserWithPostsPosts {
    WeaveText title; // null if absent
    Users *author;   // never null
} UserWithPostsPosts;

typedef struct UserWithPostsPostsList {
    UserWithPostsPosts *items;
    size_t count;
} UserWithPostsPostsList;

// A row of user.withPosts.
typedef struct UserWithPosts {
    int64_t id;
    WeaveText name;
    UserWithPostsPostsList posts;
} UserWithPosts;

// A user with the newest posts.
// user.withPosts (schema.ts:20): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus user_with_posts(WeaveDb *db, int64_t id, WeaveArena *mem,
                            UserWithPosts *out);
const char *user_with_posts_sql(void);

#ifdef __cplusplus
}
#endif

#endif
