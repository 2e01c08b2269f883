// tag.gen.c - made by weave from schema.ts. Edit that, not this.

#include "tag.gen.h"

// --- what is written to table "tag" -----------------------------------------

static void tag_new_bind(WeaveQuery *q, const TagNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_opt_int(q, 2, row->media_id);
    weave_bind_opt_int(q, 3, row->at);
    weave_bind_opt_text(q, 4, row->more);
}

static void tag_patch_bind(WeaveQuery *q, const TagPatch *patch)
{
    weave_bind_bool(q, 1, patch->null.media_id);
    weave_bind_opt_int(q, 2, patch->media_id);
    weave_bind_bool(q, 3, patch->null.at);
    weave_bind_opt_int(q, 4, patch->at);
    weave_bind_bool(q, 5, patch->null.more);
    weave_bind_opt_text(q, 6, patch->more);
}

// --- tag.get ----------------------------------------------------------------

static WeaveStatement TAG_GET_SQL = {
    "schema.ts:10 tag.get",
    "SELECT id, media_id, at, more\n"
    "FROM tag\n"
    "WHERE id = :id",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus tag_get(WeaveDb *db, int64_t id, WeaveArena *mem, Tag *out)
{
    WeaveQuery q = weave_query_rows(db, &TAG_GET_SQL);
    weave_bind_int(&q, 1, id);
    tag_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *tag_get_sql(void)
{
    return TAG_GET_SQL.sql;
}

// --- tag.list ---------------------------------------------------------------

static WeaveStatement TAG_LIST_SQL = {
    "schema.ts:10 tag.list",
    "SELECT id, media_id, at, more\n"
    "FROM tag\n"
    "ORDER BY id",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

TagRows tag_list_rows(WeaveDb *db)
{
    return tag_rows_begin(db, &TAG_LIST_SQL);
}

WeaveStatus tag_list(WeaveDb *db, WeaveArena *mem, TagList *out)
{
    WeaveQuery q = weave_query_all(db, &TAG_LIST_SQL);
    return tag_rows_all(&q, mem, out);
}

WeaveStatus tag_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &TAG_LIST_SQL);
    weave_each(&q, &TAG_ROW, each, context);
    return weave_end(&q);
}

const char *tag_list_sql(void)
{
    return TAG_LIST_SQL.sql;
}

// --- tag.insert -------------------------------------------------------------

static WeaveStatement TAG_INSERT_SQL = {
    "schema.ts:10 tag.insert",
    "INSERT INTO tag (id, media_id, at, more)\n"
    "VALUES (:id, :media_id, :at, :more)",
    "media\0", // reads
    "tag\0",   // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_insert(WeaveDb *db, const TagNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &TAG_INSERT_SQL);
    tag_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *tag_insert_sql(void)
{
    return TAG_INSERT_SQL.sql;
}

// --- tag.insert_many --------------------------------------------------------

static WeaveStatement TAG_INSERT_MANY_SQL = {
    "schema.ts:10 tag.insert_many",
    "INSERT INTO tag (id, media_id, at, more)\n"
    "SELECT c1, c2, c3, c4\n"
    "FROM weave_tuples(:id, :media_id, :at, :more)",
    "media\0", // reads
    "tag\0",   // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_insert_many(WeaveDb *db, const TagNew *rows, size_t count,
                            int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &TAG_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(TagNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(TagNew, media_id));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(TagNew, at));
        weave_bind_member(&q, 4, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(TagNew, more));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *tag_insert_many_sql(void)
{
    return TAG_INSERT_MANY_SQL.sql;
}

// --- tag.count --------------------------------------------------------------

static WeaveStatement TAG_COUNT_SQL = {
    "schema.ts:10 tag.count",
    "SELECT count(*) AS count\n"
    "FROM tag",
    "tag\0", // reads
    "",      // writes
    "",      // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &TAG_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *tag_count_sql(void)
{
    return TAG_COUNT_SQL.sql;
}

// --- tag.update -------------------------------------------------------------

static WeaveStatement TAG_UPDATE_SQL = {
    "schema.ts:10 tag.update",
    "UPDATE tag\n"
    "SET media_id = :media_id,\n"
    "    at = :at,\n"
    "    more = :more\n"
    "WHERE id = :id",
    "tag\0media\0", // reads
    "tag\0",        // writes
    "",             // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_update(WeaveDb *db, const Tag *row)
{
    WeaveQuery q = weave_query(db, &TAG_UPDATE_SQL);
    weave_bind_opt_int(&q, 1, row->media_id);
    weave_bind_opt_int(&q, 2, row->at);
    weave_bind_opt_text(&q, 3, row->more);
    weave_bind_int(&q, 4, row->id);
    return weave_end_changed(&q);
}

const char *tag_update_sql(void)
{
    return TAG_UPDATE_SQL.sql;
}

// --- tag.patch --------------------------------------------------------------

static WeaveStatement TAG_PATCH_SQL = {
    "schema.ts:10 tag.patch",
    "UPDATE tag\n"
    "SET media_id = CASE WHEN :media_id_is_null THEN NULL ELSE coalesce(:media_id, media_id) END,\n"
    "    at = CASE WHEN :at_is_null THEN NULL ELSE coalesce(:at, at) END,\n"
    "    more = CASE WHEN :more_is_null THEN NULL ELSE coalesce(:more, more) END\n"
    "WHERE id = :id",
    "tag\0media\0", // reads
    "tag\0",        // writes
    "",             // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_patch(WeaveDb *db, int64_t id, const TagPatch *patch)
{
    WeaveQuery q = weave_query(db, &TAG_PATCH_SQL);
    tag_patch_bind(&q, patch);
    weave_bind_int(&q, 7, id);
    return weave_end_changed(&q);
}

const char *tag_patch_sql(void)
{
    return TAG_PATCH_SQL.sql;
}

// --- tag.delete -------------------------------------------------------------

static WeaveStatement TAG_DELETE_SQL = {
    "schema.ts:10 tag.delete",
    "DELETE FROM tag\n"
    "WHERE id = :id",
    "tag\0media\0", // reads
    "tag\0",        // writes
    "",             // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &TAG_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *tag_delete_sql(void)
{
    return TAG_DELETE_SQL.sql;
}

// --- tag.upsert -------------------------------------------------------------

static WeaveStatement TAG_UPSERT_SQL = {
    "schema.ts:10 tag.upsert",
    "INSERT INTO tag (id, media_id, at, more)\n"
    "VALUES (:id, :media_id, :at, :more)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    media_id = excluded.media_id,\n"
    "    at = excluded.at,\n"
    "    more = excluded.more",
    "tag\0media\0", // reads
    "tag\0",        // writes
    "",             // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus tag_upsert(WeaveDb *db, const TagNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &TAG_UPSERT_SQL);
    tag_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *tag_upsert_sql(void)
{
    return TAG_UPSERT_SQL.sql;
}
