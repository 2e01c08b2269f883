// schema.gen.h - made by weave from schema.sql. Edit that, not this.

#ifndef SCHEMA_GEN_H
#define SCHEMA_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A struct is a row, its members in the order of the columns. Behind it:
// - List, rows that are yours: they live in the arena given to the query.
// - Rows, rows still in SQLite. Nothing is copied: row is good until the
//   next _rows_next() or _rows_end(). Always end what you begin.

// A row of schema.ListAlbums.
typedef struct SchemaListAlbums {
    int64_t id;
    WeaveText title;
} SchemaListAlbums;

typedef struct SchemaListAlbumsList {
    SchemaListAlbums *items;
    size_t count;
} SchemaListAlbumsList;

typedef struct SchemaListAlbumsRows {
    SchemaListAlbums row;
    WeaveQuery query;
} SchemaListAlbumsRows;

bool schema_list_albums_rows_next(SchemaListAlbumsRows *rows);
WEAVE_MUST_CHECK
WeaveStatus schema_list_albums_rows_end(SchemaListAlbumsRows *rows);

// A row of schema.ListTracks.
typedef struct SchemaListTracks {
    Track track;
    Album a;
} SchemaListTracks;

typedef struct SchemaListTracksList {
    SchemaListTracks *items;
    size_t count;
} SchemaListTracksList;

typedef struct SchemaListTracksRows {
    SchemaListTracks row;
    WeaveQuery query;
} SchemaListTracksRows;

bool schema_list_tracks_rows_next(SchemaListTracksRows *rows);
WEAVE_MUST_CHECK
WeaveStatus schema_list_tracks_rows_end(SchemaListTracksRows *rows);

// A row of schema.FindTrack.
typedef struct SchemaFindTrack {
    int64_t id;
    bool has_album;
    Album album;
    WeaveText mark; // JSON; null if absent
} SchemaFindTrack;

// schema.GetAlbum (schema.sql:9): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus schema_get_album(WeaveDb *db, int64_t p1, WeaveArena *mem, Album *out);
const char *schema_get_album_sql(void);

// schema.ListAlbums (schema.sql:12): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus schema_list_albums(WeaveDb *db, int64_t since, WeaveArena *mem,
                               SchemaListAlbumsList *out);
WEAVE_MUST_CHECK
SchemaListAlbumsRows schema_list_albums_rows(WeaveDb *db, int64_t since);
WEAVE_MUST_CHECK
WeaveStatus schema_list_albums_each(WeaveDb *db, int64_t since, WeaveEach each,
                                    void *context);
const char *schema_list_albums_sql(void);

// schema.DeleteAlbum (schema.sql:15): *changes, if wanted, counts the rows changed.
WEAVE_MUST_CHECK
WeaveStatus schema_delete_album(WeaveDb *db, int64_t id, int64_t *changes);
const char *schema_delete_album_sql(void);

// The tracks of some albums, each with its album.
// schema.ListTracks (schema.sql:25): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus schema_list_tracks(WeaveDb *db, WeaveIntList albums, WeaveArena *mem,
                               SchemaListTracksList *out);
WEAVE_MUST_CHECK
SchemaListTracksRows schema_list_tracks_rows(WeaveDb *db, WeaveIntList albums);
WEAVE_MUST_CHECK
WeaveStatus schema_list_tracks_each(WeaveDb *db, WeaveIntList albums, WeaveEach each,
                                    void *context);
const char *schema_list_tracks_sql(void);

// schema.FindTrack (schema.sql:31): one row or WEAVE_NOT_FOUND.
// mark: JSON; null if absent. title: null if absent.
WEAVE_MUST_CHECK
WeaveStatus schema_find_track(WeaveDb *db, WeaveText mark, WeaveText title,
                              WeaveArena *mem, SchemaFindTrack *out);
const char *schema_find_track_sql(void);

#ifdef __cplusplus
}
#endif

#endif
