// schema.gen.c - made by weave from schema.sql. Edit that, not this.

#include "schema.gen.h"

#include <string.h>

// --- rows of schema.ListAlbums ----------------------------------------------

// The next row.
static bool schema_list_albums_row_read(WeaveQuery *q, SchemaListAlbums *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    row->title = weave_read_text(q, 1);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void schema_list_albums_row_keep(WeaveQuery *q, WeaveArena *mem,
                                        SchemaListAlbums *row)
{
    weave_keep_text(q, mem, &row->title);
}

static SchemaListAlbumsRows schema_list_albums_rows_begin(WeaveDb *db,
                                                          WeaveStatement *statement)
{
    SchemaListAlbumsRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool schema_list_albums_rows_next(SchemaListAlbumsRows *rows)
{
    return schema_list_albums_row_read(&rows->query, &rows->row);
}

WeaveStatus schema_list_albums_rows_end(SchemaListAlbumsRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
static WeaveStatus schema_list_albums_rows_all(WeaveQuery *q, WeaveArena *mem,
                                               SchemaListAlbumsList *out)
{
    SchemaListAlbums row;
    SchemaListAlbumsList list = {NULL, 0};
    while (schema_list_albums_row_read(q, &row)) {
        schema_list_albums_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (SchemaListAlbums *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}

// --- rows of schema.ListTracks ----------------------------------------------

// The next row.
static bool schema_list_tracks_row_read(WeaveQuery *q, SchemaListTracks *row)
{
    if (!weave_step(q))
        return false;
    row->track.id = weave_read_int(q, 0);
    row->track.album_id = weave_read_int(q, 1);
    row->track.title = weave_read_opt_text(q, 2);
    row->a.id = weave_read_int(q, 3);
    row->a.title = weave_read_text(q, 4);
    row->a.released = weave_read_opt_int(q, 5);
    row->a.price = weave_read_opt_real(q, 6);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void schema_list_tracks_row_keep(WeaveQuery *q, WeaveArena *mem,
                                        SchemaListTracks *row)
{
    weave_keep_text(q, mem, &row->track.title);
    weave_keep_text(q, mem, &row->a.title);
}

static SchemaListTracksRows schema_list_tracks_rows_begin(WeaveDb *db,
                                                          WeaveStatement *statement)
{
    SchemaListTracksRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool schema_list_tracks_rows_next(SchemaListTracksRows *rows)
{
    return schema_list_tracks_row_read(&rows->query, &rows->row);
}

WeaveStatus schema_list_tracks_rows_end(SchemaListTracksRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
static WeaveStatus schema_list_tracks_rows_all(WeaveQuery *q, WeaveArena *mem,
                                               SchemaListTracksList *out)
{
    SchemaListTracks row;
    SchemaListTracksList list = {NULL, 0};
    while (schema_list_tracks_row_read(q, &row)) {
        schema_list_tracks_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (SchemaListTracks *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}

// --- rows of schema.FindTrack -----------------------------------------------

// The next row.
static bool schema_find_track_row_read(WeaveQuery *q, SchemaFindTrack *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    memset(&row->album, 0, sizeof row->album);
    row->has_album = weave_read_value(q, 1).type != WEAVE_VALUE_NULL;
    if (row->has_album) {
        row->album.id = weave_read_int(q, 1);
        row->album.title = weave_read_text(q, 2);
        row->album.released = weave_read_opt_int(q, 3);
        row->album.price = weave_read_opt_real(q, 4);
    }
    row->mark = weave_read_opt_text(q, 5);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void schema_find_track_row_keep(WeaveQuery *q, WeaveArena *mem,
                                       SchemaFindTrack *row)
{
    weave_keep_text(q, mem, &row->album.title);
    weave_keep_text(q, mem, &row->mark);
}

// The first row, kept; zeroed if there is none.
static void schema_find_track_rows_one(WeaveQuery *q, WeaveArena *mem,
                                       SchemaFindTrack *out)
{
    SchemaFindTrack row;
    memset(out, 0, sizeof *out);
    if (!schema_find_track_row_read(q, &row))
        return;
    schema_find_track_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

// --- schema.GetAlbum --------------------------------------------------------

static WeaveStatement SCHEMA_GET_ALBUM_SQL = {
    "schema.sql:9 schema.GetAlbum",
    "SELECT id, title, released, price FROM album WHERE id = ?",
    "album\0", // reads
    "",        // writes
    "",        // hides
    0,
};

WeaveStatus schema_get_album(WeaveDb *db, int64_t p1, WeaveArena *mem, Album *out)
{
    WeaveQuery q = weave_query(db, &SCHEMA_GET_ALBUM_SQL);
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
    SchemaListAlbumsRows rows = schema_list_albums_rows(db, since);
    return schema_list_albums_rows_all(&rows.query, mem, out);
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
    SchemaListTracksRows rows = schema_list_tracks_rows(db, albums);
    return schema_list_tracks_rows_all(&rows.query, mem, out);
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
    0,
};

WeaveStatus schema_find_track(WeaveDb *db, WeaveText mark, WeaveText title,
                              WeaveArena *mem, SchemaFindTrack *out)
{
    WeaveQuery q = weave_query(db, &SCHEMA_FIND_TRACK_SQL);
    weave_bind_opt_text(&q, 1, mark);
    weave_bind_opt_text(&q, 2, title);
    schema_find_track_rows_one(&q, mem, out);
    return weave_end_one(&q);
}

const char *schema_find_track_sql(void)
{
    return SCHEMA_FIND_TRACK_SQL.sql;
}
