// db-tables.gen.c - made by weave from schema.sql. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "album" ----------------------------------------------------------

static const WeaveField album_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Album, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Album, title), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(Album, released), NULL},
    {WEAVE_READ_OPT_REAL, 3, offsetof(Album, price), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow ALBUM_ROW = {
    album_fields,
    4,
    sizeof(Album),
};

// The first row, kept; zeroed if there is none.
void album_rows_one(WeaveQuery *q, WeaveArena *mem, Album *out)
{
    weave_one(q, &ALBUM_ROW, mem, out);
}

AlbumRows album_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    AlbumRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool album_rows_next(AlbumRows *rows)
{
    return weave_next(&rows->query, &ALBUM_ROW, &rows->row);
}

WeaveStatus album_rows_end(AlbumRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus album_rows_all(WeaveQuery *q, WeaveArena *mem, AlbumList *out)
{
    out->items = (Album *)weave_all(q, &ALBUM_ROW, mem, &out->count);
    return weave_end(q);
}

// --- table "track" ----------------------------------------------------------

static const WeaveField track_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Track, id), NULL},
    {WEAVE_READ_INT, 1, offsetof(Track, album_id), NULL},
    {WEAVE_READ_OPT_TEXT, 2, offsetof(Track, title), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow TRACK_ROW = {
    track_fields,
    3,
    sizeof(Track),
};

// The first row, kept; zeroed if there is none.
void track_rows_one(WeaveQuery *q, WeaveArena *mem, Track *out)
{
    weave_one(q, &TRACK_ROW, mem, out);
}

TrackRows track_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    TrackRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool track_rows_next(TrackRows *rows)
{
    return weave_next(&rows->query, &TRACK_ROW, &rows->row);
}

WeaveStatus track_rows_end(TrackRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus track_rows_all(WeaveQuery *q, WeaveArena *mem, TrackList *out)
{
    out->items = (Track *)weave_all(q, &TRACK_ROW, mem, &out->count);
    return weave_end(q);
}
