// track.gen.c - made by weave from schema.sql. Edit that, not this.

#include "track.gen.h"

// --- what is written to table "track" ---------------------------------------

static void track_new_bind(WeaveQuery *q, const TrackNew *row)
{
    weave_bind_opt_int(q, 1, row->id);
    weave_bind_int(q, 2, row->album_id);
    weave_bind_opt_text(q, 3, row->title);
}

static void track_patch_bind(WeaveQuery *q, const TrackPatch *patch)
{
    weave_bind_opt_int(q, 1, patch->album_id);
    weave_bind_bool(q, 2, patch->null.title);
    weave_bind_opt_text(q, 3, patch->title);
}

// --- track.get --------------------------------------------------------------

static WeaveStatement TRACK_GET_SQL = {
    "schema.sql:17 track.get",
    "SELECT id, album_id, title\n"
    "FROM track\n"
    "WHERE id = :id",
    "track\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus track_get(WeaveDb *db, int64_t id, WeaveArena *mem, Track *out)
{
    WeaveQuery q = weave_query_rows(db, &TRACK_GET_SQL);
    weave_bind_int(&q, 1, id);
    track_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *track_get_sql(void)
{
    return TRACK_GET_SQL.sql;
}

// --- track.list -------------------------------------------------------------

static WeaveStatement TRACK_LIST_SQL = {
    "schema.sql:17 track.list",
    "SELECT id, album_id, title\n"
    "FROM track\n"
    "ORDER BY id",
    "track\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

TrackRows track_list_rows(WeaveDb *db)
{
    return track_rows_begin(db, &TRACK_LIST_SQL);
}

WeaveStatus track_list(WeaveDb *db, WeaveArena *mem, TrackList *out)
{
    WeaveQuery q = weave_query_all(db, &TRACK_LIST_SQL);
    return track_rows_all(&q, mem, out);
}

WeaveStatus track_list_each(WeaveDb *db, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &TRACK_LIST_SQL);
    weave_each(&q, &TRACK_ROW, each, context);
    return weave_end(&q);
}

const char *track_list_sql(void)
{
    return TRACK_LIST_SQL.sql;
}

// --- track.insert -----------------------------------------------------------

static WeaveStatement TRACK_INSERT_SQL = {
    "schema.sql:17 track.insert",
    "INSERT INTO track (id, album_id, title)\n"
    "VALUES (:id, :album_id, :title)",
    "album\0", // reads
    "track\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus track_insert(WeaveDb *db, const TrackNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &TRACK_INSERT_SQL);
    track_new_bind(&q, row);
    return weave_end_insert(&q, id);
}

const char *track_insert_sql(void)
{
    return TRACK_INSERT_SQL.sql;
}

// --- track.insert_many ------------------------------------------------------

static WeaveStatement TRACK_INSERT_MANY_SQL = {
    "schema.sql:17 track.insert_many",
    "INSERT INTO track (id, album_id, title)\n"
    "SELECT c1, c2, c3\n"
    "FROM weave_tuples(:id, :album_id, :title)",
    "album\0", // reads
    "track\0", // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus track_insert_many(WeaveDb *db, const TrackNew *rows, size_t count,
                              int64_t *changes)
{
    int64_t total = 0;
    WeaveStatus status = weave_begin(db);
    if (status == WEAVE_OK) {
        WeaveQuery q = weave_query(db, &TRACK_INSERT_MANY_SQL);
        weave_bind_member(&q, 1, WEAVE_MEMBER_OPT_INT, NULL, rows, count, sizeof *rows,
                          offsetof(TrackNew, id));
        weave_bind_member(&q, 2, WEAVE_MEMBER_INT, NULL, rows, count, sizeof *rows,
                          offsetof(TrackNew, album_id));
        weave_bind_member(&q, 3, WEAVE_MEMBER_OPT_TEXT, NULL, rows, count, sizeof *rows,
                          offsetof(TrackNew, title));
        status = weave_finish(db, weave_end_exec(&q, &total));
    }
    if (changes)
        *changes = status == WEAVE_OK ? total : 0;
    return status;
}

const char *track_insert_many_sql(void)
{
    return TRACK_INSERT_MANY_SQL.sql;
}

// --- track.count ------------------------------------------------------------

static WeaveStatement TRACK_COUNT_SQL = {
    "schema.sql:17 track.count",
    "SELECT count(*) AS count\n"
    "FROM track",
    "track\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus track_count(WeaveDb *db, int64_t *count)
{
    WeaveQuery q = weave_query(db, &TRACK_COUNT_SQL);
    *count = weave_step(&q) ? weave_read_int(&q, 0) : 0;
    return weave_end_one(&q);
}

const char *track_count_sql(void)
{
    return TRACK_COUNT_SQL.sql;
}

// --- track.update -----------------------------------------------------------

static WeaveStatement TRACK_UPDATE_SQL = {
    "schema.sql:17 track.update",
    "UPDATE track\n"
    "SET album_id = :album_id,\n"
    "    title = :title\n"
    "WHERE id = :id",
    "track\0album\0", // reads
    "track\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus track_update(WeaveDb *db, const Track *row)
{
    WeaveQuery q = weave_query(db, &TRACK_UPDATE_SQL);
    weave_bind_int(&q, 1, row->album_id);
    weave_bind_opt_text(&q, 2, row->title);
    weave_bind_int(&q, 3, row->id);
    return weave_end_changed(&q);
}

const char *track_update_sql(void)
{
    return TRACK_UPDATE_SQL.sql;
}

// --- track.patch ------------------------------------------------------------

static WeaveStatement TRACK_PATCH_SQL = {
    "schema.sql:17 track.patch",
    "UPDATE track\n"
    "SET album_id = coalesce(:album_id, album_id),\n"
    "    title = CASE WHEN :title_is_null THEN NULL ELSE coalesce(:title, title) END\n"
    "WHERE id = :id",
    "track\0album\0", // reads
    "track\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus track_patch(WeaveDb *db, int64_t id, const TrackPatch *patch)
{
    WeaveQuery q = weave_query(db, &TRACK_PATCH_SQL);
    track_patch_bind(&q, patch);
    weave_bind_int(&q, 4, id);
    return weave_end_changed(&q);
}

const char *track_patch_sql(void)
{
    return TRACK_PATCH_SQL.sql;
}

// --- track.delete -----------------------------------------------------------

static WeaveStatement TRACK_DELETE_SQL = {
    "schema.sql:17 track.delete",
    "DELETE FROM track\n"
    "WHERE id = :id",
    "track\0album\0", // reads
    "track\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus track_delete(WeaveDb *db, int64_t id)
{
    WeaveQuery q = weave_query(db, &TRACK_DELETE_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_changed(&q);
}

const char *track_delete_sql(void)
{
    return TRACK_DELETE_SQL.sql;
}

// --- track.upsert -----------------------------------------------------------

static WeaveStatement TRACK_UPSERT_SQL = {
    "schema.sql:17 track.upsert",
    "INSERT INTO track (id, album_id, title)\n"
    "VALUES (:id, :album_id, :title)\n"
    "ON CONFLICT (id) DO UPDATE SET\n"
    "    album_id = excluded.album_id,\n"
    "    title = excluded.title",
    "track\0album\0", // reads
    "track\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus track_upsert(WeaveDb *db, const TrackNew *row, int64_t *id)
{
    WeaveQuery q = weave_query(db, &TRACK_UPSERT_SQL);
    track_new_bind(&q, row);
    WeaveStatus status = weave_end_insert(&q, id);
    if (status == WEAVE_OK && id && row->id.has)
        *id = row->id.value;
    return status;
}

const char *track_upsert_sql(void)
{
    return TRACK_UPSERT_SQL.sql;
}
