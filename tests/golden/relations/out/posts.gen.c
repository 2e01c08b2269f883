// posts.gen.c - made by weave from schema.ts. Edit that, not this.

#include "posts.gen.h"

// --- what is written to table "posts" ---------------------------------------

static void posts_new_bind(WeaveQuery *q, const PostsNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_int(q, 2, row->author_id);
    weave_bind_opt_text(q, 3, row->title);
}

static void posts_patch_bind(WeaveQuery *q, const PostsPatch *patch)
{
    weave_bind_opt_int(q, 1, patch->author_id);
    weave_bind_bool(q, 2, patch->null.title);
    weave_bind_opt_text(q, 3, patch->title);
}

// --- posts.get --------------------------------------------------------------

static WeaveStatement POSTS_GET_SQL = {
    "schema.ts:8 posts.get",
    "SELECT id, author_id, title\n"
    "FROM posts\n"
    "WHERE id = :id",
    "posts\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus posts_get(WeaveDb *db, int64_t id, WeaveArena *mem, Posts *out)
{
    WeaveQuery q = weave_query_rows(db, &POSTS_GET_SQL);
    weave_bind_int(&q, 1, id);
    posts_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *posts_get_sql(void)
{
    return POSTS_GET_SQL.sql;
}

// --- posts.list -------------------------------------------------------------

static WeaveStatement POSTS_LIST_SQL = {
    "schema.ts:8 posts.list",
    "SELECT id, author_id, title\n"
    "FROM posts\n"
    "ORDER BY id",
    "posts\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

PostsRows posts_list_rows(WeaveDb *db)
{
    return posts_rows_begin(db, &POSTS_LIST_SQL);
}

WeaveStatus posts_list(WeaveDb *db, WeaveArena *mem, PostsList *out)
{
    WeaveQuery q = weave_query_all(db, &POSTS_LIST_SQL);
    return posts_rows_all(&q, mem, out);
}

WeaveStatus posts_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &POSTS_LIST_SQL);
    weave_each(&q, &POSTS_ROW, each, context);
    return weave_end(&q);
}

const char *posts_list_sql(void)
{
    return POSTS_LIST_SQL.sql;
}

// --- posts.insert -----------------------------------------------------------

static WeaveStatement POSTS_INSERT_SQL = {
    "schema.ts:8 posts.insert",
    "INSERT INTO posts (id, author_id, title)\n"
    "VALUES (:id, :author_id, :title)",
    "users\0", // reads
    "posts\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus posts_insert(WeaveDb *db, const PostsNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &POSTS_INSERT_SQL);
    posts_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *posts_insert_sql(void)
{
    return POSTS_INSERT_SQL.sql;
}

// --- posts.insert_many ------------------------------------------------------

static WeaveStatement POSTS_INSERT_MANY_SQL = {
    "schema.ts:8 posts.insert_many",
    "INSERT INTO posts (id, author_id, title)\n"
    "SELECT c1, c2, c3\n"
    "FROM weave_tuples(:id, :author_id, :title)",
    "users\0", // reads
    "posts\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus posts_insert_many(WeaveDb *db, const PostsNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &POSTS_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(PostsNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_INT, NULL, rows, count, sizeof *rows,
                          offsetof(PostsNew, author_id));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(PostsNew, title));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *posts_insert_many_sql(void)
{
    return POSTS_INSERT_MANY_SQL.sql;
}

// --- posts.count ------------------------------------------------------------

static WeaveStatement POSTS_COUNT_SQL = {
    "schema.ts:8 posts.count",
    "SELECT count(*) AS count\n"
    "FROM posts",
    "posts\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus posts_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &POSTS_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *posts_count_sql(void)
{
    return POSTS_COUNT_SQL.sql;
}

// --- posts.update -----------------------------------------------------------

static WeaveStatement POSTS_UPDATE_SQL = {
    "schema.ts:8 posts.update",
    "UPDATE posts\n"
    "SET author_id = :author_id,\n"
    "    title = :title\n"
    "WHERE id = :id",
    "posts\0users\0", // reads
    "posts\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus posts_update(WeaveDb *db, const Posts *row)
{
    WeaveQuery q = weave_query(db, &POSTS_UPDATE_SQL);
    weave_bind_int(&q, 1, row->author_id);
    weave_bind_opt_text(&q, 2, row->title);
    weave_bind_int(&q, 3, row->id);
    return weave_end_changed(&q);
}

const char *posts_update_sql(void)
{
    return POSTS_UPDATE_SQL.sql;
}

// --- posts.patch ------------------------------------------------------------

static WeaveStatement POSTS_PATCH_SQL = {
    "schema.ts:8 posts.patch",
    "UPDATE posts\n"
    "SET author_id = coalesce(:author_id, author_id),\n"
    "    title = CASE WHEN :title_is_null THEN NULL ELSE coalesce(:title, title) END\n"
    "WHERE id = :id",
    "posts\0users\0", // reads
    "posts\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus posts_patch(WeaveDb *db, int64_t id, const PostsPatch *patch)
{
    WeaveQuery q = weave_query(db, &POSTS_PATCH_SQL);
    posts_patch_bind(&q, patch);
    weave_bind_int(&q, 4, id);
    return weave_end_changed(&q);
}

const char *posts_patch_sql(void)
{
    return POSTS_PATCH_SQL.sql;
}

// --- posts.delete -----------------------------------------------------------

static WeaveStatement POSTS_DELETE_SQL = {
    "schema.ts:8 posts.delete",
    "DELETE FROM posts\n"
    "WHERE id = :id",
    "posts\0users\0", // reads
    "posts\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus posts_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &POSTS_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *posts_delete_sql(void)
{
    return POSTS_DELETE_SQL.sql;
}

// --- posts.upsert -----------------------------------------------------------

static WeaveStatement POSTS_UPSERT_SQL = {
    "schema.ts:8 posts.upsert",
    "INSERT INTO posts (id, author_id, title)\n"
    "VALUES (:id, :author_id, :title)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    author_id = excluded.author_id,\n"
    "    title = excluded.title",
    "posts\0users\0", // reads
    "posts\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus posts_upsert(WeaveDb *db, const PostsNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &POSTS_UPSERT_SQL);
    posts_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *posts_upsert_sql(void)
{
    return POSTS_UPSERT_SQL.sql;
}
