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
