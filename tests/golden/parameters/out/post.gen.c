// post.gen.c - made by weave from schema.ts. Edit that, not this.

#include "post.gen.h"

// --- post.listByIds ---------------------------------------------------------

static WeaveStatement POST_LIST_BY_IDS_SQL = {
    "schema.ts:14 post.listByIds",
    "SELECT id, title, kind, body, pinned, created_at\n"
    "FROM post WHERE id IN (SELECT value FROM weave_list(:ids))",
    "post\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_ROWS,
    0,
};

PostRows post_list_by_ids_rows(WeaveDb *db, WeaveIntList ids)
{
    PostRows rows = post_rows_begin(db, &POST_LIST_BY_IDS_SQL);
    weave_bind_int_list(&rows.query, 1, ids);
    return rows;
}

WeaveStatus post_list_by_ids(WeaveDb *db, WeaveIntList ids, WeaveArena *mem,
                             PostList *out)
{
    WeaveQuery q = weave_query_all(db, &POST_LIST_BY_IDS_SQL);
    weave_bind_int_list(&q, 1, ids);
    return post_rows_all(&q, mem, out);
}

WeaveStatus post_list_by_ids_each(WeaveDb *db, WeaveIntList ids, WeaveEach each,
                                  void *context)
{
    WeaveQuery q = weave_query_each(db, &POST_LIST_BY_IDS_SQL);
    weave_bind_int_list(&q, 1, ids);
    weave_each(&q, &POST_ROW, each, context);
    return weave_end(&q);
}

const char *post_list_by_ids_sql(void)
{
    return POST_LIST_BY_IDS_SQL.sql;
}

// --- post.listByKinds -------------------------------------------------------

static WeaveStatement POST_LIST_BY_KINDS_SQL = {
    "schema.ts:15 post.listByKinds",
    "SELECT id, title, kind, body, pinned, created_at\n"
    "FROM post WHERE kind IN (SELECT value FROM weave_list(:kinds))",
    "post\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_ROWS,
    0,
};

PostRows post_list_by_kinds_rows(WeaveDb *db, WeaveEnumList kinds)
{
    PostRows rows = post_rows_begin(db, &POST_LIST_BY_KINDS_SQL);
    weave_bind_enum_list(&rows.query, 1, &POST_KIND, kinds);
    return rows;
}

WeaveStatus post_list_by_kinds(WeaveDb *db, WeaveEnumList kinds, WeaveArena *mem,
                               PostList *out)
{
    WeaveQuery q = weave_query_all(db, &POST_LIST_BY_KINDS_SQL);
    weave_bind_enum_list(&q, 1, &POST_KIND, kinds);
    return post_rows_all(&q, mem, out);
}

WeaveStatus post_list_by_kinds_each(WeaveDb *db, WeaveEnumList kinds, WeaveEach each,
                                    void *context)
{
    WeaveQuery q = weave_query_each(db, &POST_LIST_BY_KINDS_SQL);
    weave_bind_enum_list(&q, 1, &POST_KIND, kinds);
    weave_each(&q, &POST_ROW, each, context);
    return weave_end(&q);
}

const char *post_list_by_kinds_sql(void)
{
    return POST_LIST_BY_KINDS_SQL.sql;
}

// --- post.listBetween -------------------------------------------------------

static WeaveStatement POST_LIST_BETWEEN_SQL = {
    "schema.ts:16 post.listBetween",
    "SELECT id, title, kind, body, pinned, created_at FROM post\n"
    "WHERE created_at >= :from AND (:to IS NULL OR created_at < :to)\n"
    "LIMIT :limit",
    "post\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

PostRows post_list_between_rows(WeaveDb *db, int64_t from, WeaveOptInt to,
                                int64_t limit)
{
    PostRows rows = post_rows_begin(db, &POST_LIST_BETWEEN_SQL);
    weave_bind_int(&rows.query, 1, from);
    weave_bind_opt_int(&rows.query, 2, to);
    weave_bind_int(&rows.query, 3, limit);
    return rows;
}

WeaveStatus post_list_between(WeaveDb *db, int64_t from, WeaveOptInt to, int64_t limit,
                              WeaveArena *mem, PostList *out)
{
    WeaveQuery q = weave_query_all(db, &POST_LIST_BETWEEN_SQL);
    weave_bind_int(&q, 1, from);
    weave_bind_opt_int(&q, 2, to);
    weave_bind_int(&q, 3, limit);
    return post_rows_all(&q, mem, out);
}

WeaveStatus post_list_between_each(WeaveDb *db, int64_t from, WeaveOptInt to,
                                   int64_t limit, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &POST_LIST_BETWEEN_SQL);
    weave_bind_int(&q, 1, from);
    weave_bind_opt_int(&q, 2, to);
    weave_bind_int(&q, 3, limit);
    weave_each(&q, &POST_ROW, each, context);
    return weave_end(&q);
}

const char *post_list_between_sql(void)
{
    return POST_LIST_BETWEEN_SQL.sql;
}

// --- post.create ------------------------------------------------------------

static WeaveStatement POST_CREATE_SQL = {
    "schema.ts:21 post.create",
    "INSERT INTO post (title, kind, body, pinned, created_at)\n"
    "VALUES (:title, :kind, :body, :pinned, :createdAt)",
    "",       // reads
    "post\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_create(WeaveDb *db, const PostCreateParams *params, int64_t *changes)
{
    WeaveQuery q = weave_query(db, &POST_CREATE_SQL);
    weave_bind_opt_text(&q, 1, params->title);
    weave_bind_enum(&q, 2, &POST_KIND, (int)params->kind);
    weave_bind_text(&q, 3, params->body);
    weave_bind_bool(&q, 4, params->pinned);
    weave_bind_int(&q, 5, params->created_at);
    return weave_end_exec(&q, changes);
}

const char *post_create_sql(void)
{
    return POST_CREATE_SQL.sql;
}

// --- what is written to table "post" ----------------------------------------

static void post_new_bind(WeaveQuery *q, const PostNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_opt_text(q, 2, row->title);
    weave_bind_enum(q, 3, &POST_KIND, (int)row->kind);
    weave_bind_text(q, 4, row->body);
    weave_bind_opt_bool(q, 5, row->pinned);
    weave_bind_int(q, 6, row->created_at);
}

static void post_patch_bind(WeaveQuery *q, const PostPatch *patch)
{
    weave_bind_bool(q, 1, patch->null.title);
    weave_bind_opt_text(q, 2, patch->title);
    weave_bind_opt_enum(q, 3, &POST_KIND, (int)patch->kind);
    weave_bind_opt_text(q, 4, patch->body);
    weave_bind_opt_bool(q, 5, patch->pinned);
    weave_bind_opt_int(q, 6, patch->created_at);
}

// --- post.get ---------------------------------------------------------------

static WeaveStatement POST_GET_SQL = {
    "schema.ts:4 post.get",
    "SELECT id, title, kind, body, pinned, created_at\n"
    "FROM post\n"
    "WHERE id = :id",
    "post\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus post_get(WeaveDb *db, int64_t id, WeaveArena *mem, Post *out)
{
    WeaveQuery q = weave_query_rows(db, &POST_GET_SQL);
    weave_bind_int(&q, 1, id);
    post_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *post_get_sql(void)
{
    return POST_GET_SQL.sql;
}

// --- post.list --------------------------------------------------------------

static WeaveStatement POST_LIST_SQL = {
    "schema.ts:4 post.list",
    "SELECT id, title, kind, body, pinned, created_at\n"
    "FROM post\n"
    "ORDER BY id",
    "post\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

PostRows post_list_rows(WeaveDb *db)
{
    return post_rows_begin(db, &POST_LIST_SQL);
}

WeaveStatus post_list(WeaveDb *db, WeaveArena *mem, PostList *out)
{
    WeaveQuery q = weave_query_all(db, &POST_LIST_SQL);
    return post_rows_all(&q, mem, out);
}

WeaveStatus post_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &POST_LIST_SQL);
    weave_each(&q, &POST_ROW, each, context);
    return weave_end(&q);
}

const char *post_list_sql(void)
{
    return POST_LIST_SQL.sql;
}

// --- post.insert ------------------------------------------------------------

static WeaveStatement POST_INSERT_SQL = {
    "schema.ts:4 post.insert",
    "INSERT INTO post (id, title, kind, body, pinned, created_at)\n"
    "VALUES (:id, :title, :kind, :body, coalesce(:pinned, false), :created_at)",
    "",       // reads
    "post\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_insert(WeaveDb *db, const PostNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &POST_INSERT_SQL);
    post_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *post_insert_sql(void)
{
    return POST_INSERT_SQL.sql;
}

// --- post.insert_many -------------------------------------------------------

static WeaveStatement POST_INSERT_MANY_SQL = {
    "schema.ts:4 post.insert_many",
    "INSERT INTO post (id, title, kind, body, pinned, created_at)\n"
    "SELECT c1, c2, c3, c4, coalesce(c5, false), c6\n"
    "FROM weave_tuples(:id, :title, :kind, :body, :pinned, :created_at)",
    "",       // reads
    "post\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_insert_many(WeaveDb *db, const PostNew *rows, size_t count,
                             int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &POST_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(PostNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(PostNew, title));
        weave_bind_member(&q, 3, WEAVE_MEMBER_ENUM, &POST_KIND, rows, count,
                          sizeof *rows, offsetof(PostNew, kind));
        weave_bind_member(&q, 4, WEAVE_MEMBER_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(PostNew, body));
        weave_bind_member(&q, 5, WEAVE_MEMBER_OPT_BOOL, NULL, rows, count, sizeof *rows,
                          offsetof(PostNew, pinned));
        weave_bind_member(&q, 6, WEAVE_MEMBER_INT, NULL, rows, count, sizeof *rows,
                          offsetof(PostNew, created_at));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *post_insert_many_sql(void)
{
    return POST_INSERT_MANY_SQL.sql;
}

// --- post.count -------------------------------------------------------------

static WeaveStatement POST_COUNT_SQL = {
    "schema.ts:4 post.count",
    "SELECT count(*) AS count\n"
    "FROM post",
    "post\0", // reads
    "",       // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &POST_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *post_count_sql(void)
{
    return POST_COUNT_SQL.sql;
}

// --- post.update ------------------------------------------------------------

static WeaveStatement POST_UPDATE_SQL = {
    "schema.ts:4 post.update",
    "UPDATE post\n"
    "SET title = :title,\n"
    "    kind = :kind,\n"
    "    body = :body,\n"
    "    pinned = :pinned,\n"
    "    created_at = :created_at\n"
    "WHERE id = :id",
    "post\0", // reads
    "post\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_update(WeaveDb *db, const Post *row)
{
    WeaveQuery q = weave_query(db, &POST_UPDATE_SQL);
    weave_bind_opt_text(&q, 1, row->title);
    weave_bind_enum(&q, 2, &POST_KIND, (int)row->kind);
    weave_bind_text(&q, 3, row->body);
    weave_bind_bool(&q, 4, row->pinned);
    weave_bind_int(&q, 5, row->created_at);
    weave_bind_int(&q, 6, row->id);
    return weave_end_changed(&q);
}

const char *post_update_sql(void)
{
    return POST_UPDATE_SQL.sql;
}

// --- post.patch -------------------------------------------------------------

static WeaveStatement POST_PATCH_SQL = {
    "schema.ts:4 post.patch",
    "UPDATE post\n"
    "SET title = CASE WHEN :title_is_null THEN NULL ELSE coalesce(:title, title) END,\n"
    "    kind = coalesce(:kind, kind),\n"
    "    body = coalesce(:body, body),\n"
    "    pinned = coalesce(:pinned, pinned),\n"
    "    created_at = coalesce(:created_at, created_at)\n"
    "WHERE id = :id",
    "post\0", // reads
    "post\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_patch(WeaveDb *db, int64_t id, const PostPatch *patch)
{
    WeaveQuery q = weave_query(db, &POST_PATCH_SQL);
    post_patch_bind(&q, patch);
    weave_bind_int(&q, 7, id);
    return weave_end_changed(&q);
}

const char *post_patch_sql(void)
{
    return POST_PATCH_SQL.sql;
}

// --- post.delete ------------------------------------------------------------

static WeaveStatement POST_DELETE_SQL = {
    "schema.ts:4 post.delete",
    "DELETE FROM post\n"
    "WHERE id = :id",
    "post\0", // reads
    "post\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &POST_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *post_delete_sql(void)
{
    return POST_DELETE_SQL.sql;
}

// --- post.upsert ------------------------------------------------------------

static WeaveStatement POST_UPSERT_SQL = {
    "schema.ts:4 post.upsert",
    "INSERT INTO post (id, title, kind, body, pinned, created_at)\n"
    "VALUES (:id, :title, :kind, :body, coalesce(:pinned, false), :created_at)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    title = excluded.title,\n"
    "    kind = excluded.kind,\n"
    "    body = excluded.body,\n"
    "    pinned = coalesce(:pinned, pinned),\n"
    "    created_at = excluded.created_at",
    "post\0", // reads
    "post\0", // writes
    "",       // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus post_upsert(WeaveDb *db, const PostNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &POST_UPSERT_SQL);
    post_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *post_upsert_sql(void)
{
    return POST_UPSERT_SQL.sql;
}
