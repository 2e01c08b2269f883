// schema.gen.c - made by weave from schema.sql. Edit that, not this.

#include "schema.gen.h"

#include <string.h>

// --- rows of schema.ListAlbums ----------------------------------------------

static const WeaveField schema_list_albums_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(SchemaListAlbums, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(SchemaListAlbums, title), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow SCHEMA_LIST_ALBUMS_ROW = {
    schema_list_albums_fields,
    2,
    sizeof(SchemaListAlbums),
};

static SchemaListAlbumsRows schema_list_albums_rows_begin(WeaveDb *db,
                                                          WeaveStatement *statement)
{
    SchemaListAlbumsRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool schema_list_albums_rows_next(SchemaListAlbumsRows *rows)
{
    return weave_next(&rows->query, &SCHEMA_LIST_ALBUMS_ROW, &rows->row);
}

WeaveStatus schema_list_albums_rows_end(SchemaListAlbumsRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
static WeaveStatus schema_list_albums_rows_all(WeaveQuery *q, WeaveArena *mem,
                                               SchemaListAlbumsList *out)
{
    out->items =
        (SchemaListAlbums *)weave_all(q, &SCHEMA_LIST_ALBUMS_ROW, mem, &out->count);
    return weave_end(q);
}

// --- rows of schema.ListTracks ----------------------------------------------

static const WeaveField schema_list_tracks_fields[] = {
    {WEAVE_READ_ROW, 0, offsetof(SchemaListTracks, track), &TRACK_ROW},
    {WEAVE_READ_ROW, 3, offsetof(SchemaListTracks, a), &ALBUM_ROW},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow SCHEMA_LIST_TRACKS_ROW = {
    schema_list_tracks_fields,
    7,
    sizeof(SchemaListTracks),
};

static SchemaListTracksRows schema_list_tracks_rows_begin(WeaveDb *db,
                                                          WeaveStatement *statement)
{
    SchemaListTracksRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool schema_list_tracks_rows_next(SchemaListTracksRows *rows)
{
    return weave_next(&rows->query, &SCHEMA_LIST_TRACKS_ROW, &rows->row);
}

WeaveStatus schema_list_tracks_rows_end(SchemaListTracksRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
static WeaveStatus schema_list_tracks_rows_all(WeaveQuery *q, WeaveArena *mem,
                                               SchemaListTracksList *out)
{
    out->items =
        (SchemaListTracks *)weave_all(q, &SCHEMA_LIST_TRACKS_ROW, mem, &out->count);
    return weave_end(q);
}

// --- rows of schema.FindTrack -----------------------------------------------

static const WeaveField schema_find_track_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(SchemaFindTrack, id), NULL},
    {WEAVE_READ_HAS, 1, offsetof(SchemaFindTrack, has_album), NULL},
    {WEAVE_READ_ROW, 1, offsetof(SchemaFindTrack, album), &ALBUM_ROW},
    {WEAVE_READ_OPT_TEXT, 5, offsetof(SchemaFindTrack, mark), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

static const WeaveRow SCHEMA_FIND_TRACK_ROW = {
    schema_find_track_fields,
    6,
    sizeof(SchemaFindTrack),
};

// The first row, kept; zeroed if there is none.
static void schema_find_track_rows_one(WeaveQuery *q, WeaveArena *mem,
                                       SchemaFindTrack *out)
{
    weave_one(q, &SCHEMA_FIND_TRACK_ROW, mem, out);
}

// --- schema.GetAlbum --------------------------------------------------------

static WeaveStatement SCHEMA_GET_ALBUM_SQL = {
    "schema.sql:9 schema.GetAlbum",
    "SELECT id, title, released, price FROM album WHERE id = ?",
    "album\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_LOOKUP,
    0,
};

WeaveStatus schema_get_album(WeaveDb *db, int64_t p1, WeaveArena *mem, Album *out)
{
    WeaveQuery q = weave_query_rows(db, &SCHEMA_GET_ALBUM_SQL);
    weave_bind_int(&q, 1, p1);
    album_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *schema_get_album_sql(void)
{
    return SCHEMA_GET_ALBUM_SQL.sql;
}

// --- schema.ListAlbums ------------------------------------------------------

static WeaveStatement SCHEMA_LIST_ALBUMS_SQL = {
    "schema.sql:12 schema.ListAlbums",
    "SELECT id, title FROM album WHERE released > :since ORDER BY title",
    "album\0", // reads
    "",        // writes
    "",        // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

SchemaListAlbumsRows schema_list_albums_rows(WeaveDb *db, int64_t since)
{
    SchemaListAlbumsRows rows =
        schema_list_albums_rows_begin(db, &SCHEMA_LIST_ALBUMS_SQL);
    weave_bind_int(&rows.query, 1, since);
    return rows;
}

WeaveStatus schema_list_albums(WeaveDb *db, int64_t since, WeaveArena *mem,
                               SchemaListAlbumsList *out)
{
    WeaveQuery q = weave_query_all(db, &SCHEMA_LIST_ALBUMS_SQL);
    weave_bind_int(&q, 1, since);
    return schema_list_albums_rows_all(&q, mem, out);
}

WeaveStatus schema_list_albums_each(WeaveDb *db, int64_t since, WeaveEach each,
                                    void *context)
{
    WeaveQuery q = weave_query_each(db, &SCHEMA_LIST_ALBUMS_SQL);
    weave_bind_int(&q, 1, since);
    weave_each(&q, &SCHEMA_LIST_ALBUMS_ROW, each, context);
    return weave_end(&q);
}

const char *schema_list_albums_sql(void)
{
    return SCHEMA_LIST_ALBUMS_SQL.sql;
}

// --- schema.DeleteAlbum -----------------------------------------------------

static WeaveStatement SCHEMA_DELETE_ALBUM_SQL = {
    "schema.sql:15 schema.DeleteAlbum",
    "DELETE FROM album WHERE id = :id",
    "album\0track\0", // reads
    "album\0",        // writes
    "",               // hides
    WEAVE_FETCH_COLUMNS,
    0,
};

WeaveStatus schema_delete_album(WeaveDb *db, int64_t id, int64_t *changes)
{
    WeaveQuery q = weave_query(db, &SCHEMA_DELETE_ALBUM_SQL);
    weave_bind_int(&q, 1, id);
    return weave_end_exec(&q, changes);
}

const char *schema_delete_album_sql(void)
{
    return SCHEMA_DELETE_ALBUM_SQL.sql;
}

// --- schema.ListTracks ------------------------------------------------------

static WeaveStatement SCHEMA_LIST_TRACKS_SQL = {
    "schema.sql:25 schema.ListTracks",
    "SELECT track.id, track.album_id, track.title, a.id, a.title, a.released, a.price\n"
    "FROM track JOIN album AS a ON a.id = track.album_id\n"
    "WHERE a.id IN (SELECT value FROM weave_list(:albums))",
    "track\0album\0", // reads
    "",               // writes
    "",               // hides
    WEAVE_FETCH_ROWS,
    0,
};

SchemaListTracksRows schema_list_tracks_rows(WeaveDb *db, WeaveIntList albums)
{
    SchemaListTracksRows rows =
        schema_list_tracks_rows_begin(db, &SCHEMA_LIST_TRACKS_SQL);
    weave_bind_int_list(&rows.query, 1, albums);
    return rows;
}

WeaveStatus schema_list_tracks(WeaveDb *db, WeaveIntList albums, WeaveArena *mem,
                               SchemaListTracksList *out)
{
    WeaveQuery q = weave_query_all(db, &SCHEMA_LIST_TRACKS_SQL);
    weave_bind_int_list(&q, 1, albums);
    return schema_list_tracks_rows_all(&q, mem, out);
}

WeaveStatus schema_list_tracks_each(WeaveDb *db, WeaveIntList albums, WeaveEach each,
                                    void *context)
{
    WeaveQuery q = weave_query_each(db, &SCHEMA_LIST_TRACKS_SQL);
    weave_bind_int_list(&q, 1, albums);
    weave_each(&q, &SCHEMA_LIST_TRACKS_ROW, each, context);
    return weave_end(&q);
}

const char *schema_list_tracks_sql(void)
{
    return SCHEMA_LIST_TRACKS_SQL.sql;
}

// --- schema.FindTrack -------------------------------------------------------

static WeaveStatement SCHEMA_FIND_TRACK_SQL = {
    "schema.sql:31 schema.FindTrack",
    "SELECT t.id, album.id, album.title, album.released, album.price, :mark AS mark\n"
    "FROM track AS t LEFT JOIN album ON album.id = t.album_id\n"
    "WHERE t.title = coalesce(:title, t.title) LIMIT 1",
    "track\0album\0", // reads
    "",               // writes
    "",               // hides
    WEAVE_FETCH_NUMBERED,
    0,
};

WeaveStatus schema_find_track(WeaveDb *db, WeaveText mark, WeaveText title,
                              WeaveArena *mem, SchemaFindTrack *out)
{
    WeaveQuery q = weave_query_rows(db, &SCHEMA_FIND_TRACK_SQL);
    weave_bind_opt_text(&q, 1, mark);
    weave_bind_opt_text(&q, 2, title);
    schema_find_track_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *schema_find_track_sql(void)
{
    return SCHEMA_FIND_TRACK_SQL.sql;
}
