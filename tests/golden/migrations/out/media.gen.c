// media.gen.c - made by weave from schema.ts. Edit that, not this.

#include "media.gen.h"

// --- what is written to table "media" ---------------------------------------

static void media_new_bind(WeaveQuery *q, const MediaNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_text(q, 2, row->uri);
    weave_bind_opt_text(q, 3, row->title);
}

static void media_patch_bind(WeaveQuery *q, const MediaPatch *patch)
{
    weave_bind_opt_text(q, 1, patch->uri);
    weave_bind_bool(q, 2, patch->null.title);
    weave_bind_opt_text(q, 3, patch->title);
}

// --- media.get --------------------------------------------------------------

static WeaveStatement MEDIA_GET_SQL = {
    "schema.ts:4 media.get",
    "SELECT id, uri, title\n"
    "FROM media\n"
    "WHERE id = :id",
    "media\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus media_get(WeaveDb *db, int64_t id, WeaveArena *mem, Media *out)
{
    WeaveQuery q = weave_query_rows(db, &MEDIA_GET_SQL);
    weave_bind_int(&q, 1, id);
    media_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *media_get_sql(void)
{
    return MEDIA_GET_SQL.sql;
}

// --- media.list -------------------------------------------------------------

static WeaveStatement MEDIA_LIST_SQL = {
    "schema.ts:4 media.list",
    "SELECT id, uri, title\n"
    "FROM media\n"
    "ORDER BY id",
    "media\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

MediaRows media_list_rows(WeaveDb *db)
{
    return media_rows_begin(db, &MEDIA_LIST_SQL);
}

WeaveStatus media_list(WeaveDb *db, WeaveArena *mem, MediaList *out)
{
    WeaveQuery q = weave_query_all(db, &MEDIA_LIST_SQL);
    return media_rows_all(&q, mem, out);
}

WeaveStatus media_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &MEDIA_LIST_SQL);
    weave_each(&q, &MEDIA_ROW, each, context);
    return weave_end(&q);
}

const char *media_list_sql(void)
{
    return MEDIA_LIST_SQL.sql;
}

// --- media.insert -----------------------------------------------------------

static WeaveStatement MEDIA_INSERT_SQL = {
    "schema.ts:4 media.insert",
    "INSERT INTO media (id, uri, title)\n"
    "VALUES (:id, :uri, :title)",
    "",        // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_insert(WeaveDb *db, const MediaNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &MEDIA_INSERT_SQL);
    media_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *media_insert_sql(void)
{
    return MEDIA_INSERT_SQL.sql;
}

// --- media.insert_many ------------------------------------------------------

static WeaveStatement MEDIA_INSERT_MANY_SQL = {
    "schema.ts:4 media.insert_many",
    "INSERT INTO media (id, uri, title)\n"
    "SELECT c1, c2, c3\n"
    "FROM weave_tuples(:id, :uri, :title)",
    "tag\0",   // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_insert_many(WeaveDb *db, const MediaNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &MEDIA_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(MediaNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(MediaNew, uri));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(MediaNew, title));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *media_insert_many_sql(void)
{
    return MEDIA_INSERT_MANY_SQL.sql;
}

// --- media.count ------------------------------------------------------------

static WeaveStatement MEDIA_COUNT_SQL = {
    "schema.ts:4 media.count",
    "SELECT count(*) AS count\n"
    "FROM media",
    "media\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &MEDIA_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *media_count_sql(void)
{
    return MEDIA_COUNT_SQL.sql;
}

// --- media.update -----------------------------------------------------------

static WeaveStatement MEDIA_UPDATE_SQL = {
    "schema.ts:4 media.update",
    "UPDATE media\n"
    "SET uri = :uri,\n"
    "    title = :title\n"
    "WHERE id = :id",
    "media\0", // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_update(WeaveDb *db, const Media *row)
{
    WeaveQuery q = weave_query(db, &MEDIA_UPDATE_SQL);
    weave_bind_text(&q, 1, row->uri);
    weave_bind_opt_text(&q, 2, row->title);
    weave_bind_int(&q, 3, row->id);
    return weave_end_changed(&q);
}

const char *media_update_sql(void)
{
    return MEDIA_UPDATE_SQL.sql;
}

// --- media.patch ------------------------------------------------------------

static WeaveStatement MEDIA_PATCH_SQL = {
    "schema.ts:4 media.patch",
    "UPDATE media\n"
    "SET uri = coalesce(:uri, uri),\n"
    "    title = CASE WHEN :title_is_null THEN NULL ELSE coalesce(:title, title) END\n"
    "WHERE id = :id",
    "media\0", // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_patch(WeaveDb *db, int64_t id, const MediaPatch *patch)
{
    WeaveQuery q = weave_query(db, &MEDIA_PATCH_SQL);
    media_patch_bind(&q, patch);
    weave_bind_int(&q, 4, id);
    return weave_end_changed(&q);
}

const char *media_patch_sql(void)
{
    return MEDIA_PATCH_SQL.sql;
}

// --- media.delete -----------------------------------------------------------

static WeaveStatement MEDIA_DELETE_SQL = {
    "schema.ts:4 media.delete",
    "DELETE FROM media\n"
    "WHERE id = :id",
    "media\0tag\0", // reads
    "media\0",      // writes
    "",             // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &MEDIA_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *media_delete_sql(void)
{
    return MEDIA_DELETE_SQL.sql;
}

// --- media.upsert -----------------------------------------------------------

static WeaveStatement MEDIA_UPSERT_SQL = {
    "schema.ts:4 media.upsert",
    "INSERT INTO media (id, uri, title)\n"
    "VALUES (:id, :uri, :title)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    uri = excluded.uri,\n"
    "    title = excluded.title",
    "media\0", // reads
    "media\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus media_upsert(WeaveDb *db, const MediaNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &MEDIA_UPSERT_SQL);
    media_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *media_upsert_sql(void)
{
    return MEDIA_UPSERT_SQL.sql;
}
