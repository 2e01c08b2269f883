// db-tables.gen.h - made by weave from schema.sql. Edit that, not this.

#ifndef DB_TABLES_GEN_H
#define DB_TABLES_GEN_H

#include "weave.h"

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

// A row of table "album".
typedef struct Album {
    int64_t id;
    WeaveText title;
    WeaveOptInt released;
    WeaveOptReal price;
} Album;

typedef struct AlbumList {
    Album *items;
    size_t count;
} AlbumList;

typedef struct AlbumRows {
    Album row;
    WeaveQuery query;
} AlbumRows;

bool album_rows_next(AlbumRows *rows);
WEAVE_MUST_CHECK
WeaveStatus album_rows_end(AlbumRows *rows);
extern const WeaveRow ALBUM_ROW;
AlbumRows album_rows_begin(WeaveDb *db, WeaveStatement *statement);
void album_rows_one(WeaveQuery *q, WeaveArena *mem, Album *out);
WEAVE_MUST_CHECK
WeaveStatus album_rows_all(WeaveQuery *q, WeaveArena *mem, AlbumList *out);

// A row of table "track".
typedef struct Track {
    int64_t id;
    int64_t album_id;
    WeaveText title; // null if absent
} Track;

typedef struct TrackList {
    Track *items;
    size_t count;
} TrackList;

typedef struct TrackRows {
    Track row;
    WeaveQuery query;
} TrackRows;

bool track_rows_next(TrackRows *rows);
WEAVE_MUST_CHECK
WeaveStatus track_rows_end(TrackRows *rows);
extern const WeaveRow TRACK_ROW;
TrackRows track_rows_begin(WeaveDb *db, WeaveStatement *statement);
void track_rows_one(WeaveQuery *q, WeaveArena *mem, Track *out);
WEAVE_MUST_CHECK
WeaveStatus track_rows_all(WeaveQuery *q, WeaveArena *mem, TrackList *out);

#ifdef __cplusplus
}
#endif

#endif
