// user.gen.c - made by weave from schema.ts. Edit that, not this.

#include "user.gen.h"

#include <string.h>

// --- user.withPosts ---------------------------------------------------------

static const WeaveField user_with_posts_posts_fields[] = {
    {WEAVE_READ_OPT_TEXT, 0, offsetof(UserWithPostsPosts, title), NULL},
    {WEAVE_READ_ONE, 1, offsetof(UserWithPostsPosts, author), &USERS_ROW},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow USER_WITH_POSTS_POSTS_ROW = {
    user_with_posts_posts_fields,
    4,
    sizeof(UserWithPostsPosts),
};

static const WeaveField user_with_posts_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(UserWithPosts, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(UserWithPosts, name), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow USER_WITH_POSTS_ROW = {
    user_with_posts_fields,
    2,
    sizeof(UserWithPosts),
};

static WeaveStatement USER_WITH_POSTS_SQL = {
    "schema.ts:20 user.withPosts",
    "select \"users\".\"id\", \"users\".\"name\"\n"
    "from \"users\"\n"
    "where \"users\".\"id\" = :id\n"
    "limit 1",
    "users\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

static const int USER_WITH_POSTS_ROWIDS[] = {0};

static const WeaveLevelKind USER_WITH_POSTS_LEVEL = {
    &USER_WITH_POSTS_ROW,   // row
    NULL,                   // give
    0,                      // parent
    USER_WITH_POSTS_ROWIDS, // rowids
    1,                      // n_rowids
    false,                  // always
};

static WeaveStatement USER_WITH_POSTS_POSTS_SQL = {
    "schema.ts:20 user.withPosts (posts)",
    "select \"users_posts\".\"title\", \"users_posts_author\".\"id\",\n"
    "       \"users_posts_author\".\"id\", \"users_posts_author\".\"name\",\n"
    "       \"weave_parents\".\"rowid\"\n"
    "from weave_list(:weave_parents) \"weave_parents\"\n"
    "cross join \"posts\" \"users_posts\"\n"
    "  on \"users_posts\".\"id\" in (\n"
    "    select \"users_posts\".\"id\" from \"posts\" \"users_posts\"\n"
    "    where \"users_posts\".\"author_id\" = \"weave_parents\".\"value\"\n"
    "    order by \"users_posts\".\"id\" desc\n"
    "    limit 3)\n"
    "left join \"users\" \"users_posts_author\"\n"
    "  on \"users_posts_author\".\"id\" = \"users_posts\".\"author_id\"\n"
    "order by \"weave_parents\".\"rowid\", \"users_posts\".\"id\" desc",
    "posts\0users\0", // reads
    "",               // writes
    "",               // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

static void user_with_posts_posts_give(void *parent, void *rows, size_t count)
{
    UserWithPosts *row = (UserWithPosts *)parent;
    row->posts.items = (UserWithPostsPosts *)rows;
    row->posts.count = count;
}

static const WeaveLevelKind USER_WITH_POSTS_POSTS_LEVEL = {
    &USER_WITH_POSTS_POSTS_ROW, // row
    user_with_posts_posts_give, // give
    4,                          // parent
    NULL,                       // rowids
    0,                          // n_rowids
    false,                      // always
};

WeaveStatus user_with_posts(WeaveDb *db, int64_t id, WeaveArena *mem,
                            UserWithPosts *out)
{
    WeaveLevel level[2];
    WeaveTree tree = weave_tree(db, mem, &USER_WITH_POSTS_SQL, 2);
    WeaveQuery q = weave_tree_query(&tree, &USER_WITH_POSTS_SQL);
    weave_bind_int(&q, 1, id);
    level[0] = weave_tree_read(&tree, &q, &USER_WITH_POSTS_LEVEL, NULL, 0);
    q = weave_tree_query(&tree, &USER_WITH_POSTS_POSTS_SQL);
    weave_bind_int_list(&q, 1, weave_level_rowids(&level[0], 0));
    level[1] = weave_tree_read(&tree, &q, &USER_WITH_POSTS_POSTS_LEVEL, &level[0], 0);
    memset(out, 0, sizeof *out);
    WeaveStatus status = weave_tree_end_one(&tree, &level[0]);
    if (status == WEAVE_OK)
        *out = *(UserWithPosts *)level[0].rows;
    return status;
}

const char *user_with_posts_sql(void)
{
    return USER_WITH_POSTS_SQL.sql;
}
