// media.gen.c - made by weave from schema.ts. Edit that, not this.

#include "media.gen.h"

// --- media.getById ----------------------------------------------------------

static WeaveStatement MEDIA_GET_BY_ID_SQL = {
    "schema.ts:16 media.getById",
    "SELECT id, uri, mime_type, created_at, title FROM media WHERE id = :id",
    "media\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_ROWS,
    0,
};

WeaveStatus media_get_by_id(WeaveDb *db, int64_t id, WeaveArena *mem, Media *out)
{
    WeaveQuery q = weave_query_rows(db, &MEDIA_GET_BY_ID_SQL);
    weave_bind_int(&q, 1, id);
    media_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *media_get_by_id_sql(void)
{
    return MEDIA_GET_BY_ID_SQL.sql;
}

// --- media.listByMimeType ---------------------------------------------------

static WeaveStatement MEDIA_LIST_BY_MIME_TYPE_SQL = {
    "schema.ts:17 media.listByMimeType",
    "SELECT id, uri, mime_type, created_at, title FROM media\n"
    "WHERE mime_type = :mimeType AND created_at > :after\n"
    "ORDER BY created_at DESC",
    "media\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

MediaRows media_list_by_mime_type_rows(WeaveDb *db, WeaveText mime_type, int64_t after)
{
    MediaRows rows = media_rows_begin(db, &MEDIA_LIST_BY_MIME_TYPE_SQL);
    weave_bind_text(&rows.query, 1, mime_type);
    weave_bind_int(&rows.query, 2, after);
    return rows;
}

WeaveStatus media_list_by_mime_type(WeaveDb *db, WeaveText mime_type, int64_t after,
                                    WeaveArena *mem, MediaList *out)
{
    WeaveQuery q = weave_query_all(db, &MEDIA_LIST_BY_MIME_TYPE_SQL);
    weave_bind_text(&q, 1, mime_type);
    weave_bind_int(&q, 2, after);
    return media_rows_all(&q, mem, out);
}

WeaveStatus media_list_by_mime_type_each(WeaveDb *db, WeaveText mime_type,
                                         int64_t after, WeaveEach each, void *context)
{
    WeaveQuery q = weave_query_each(db, &MEDIA_LIST_BY_MIME_TYPE_SQL);
    weave_bind_text(&q, 1, mime_type);
    weave_bind_int(&q, 2, after);
    weave_each(&q, &MEDIA_ROW, each, context);
    return weave_end(&q);
}

const char *media_list_by_mime_type_sql(void)
{
    return MEDIA_LIST_BY_MIME_TYPE_SQL.sql;
}
