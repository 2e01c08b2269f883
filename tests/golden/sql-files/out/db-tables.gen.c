// db-tables.gen.c - made by weave from schema.sql. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "album" ----------------------------------------------------------

// The next row.
static bool album_row_read(WeaveQuery *q, Album *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    row->title = weave_read_text(q, 1);
    row->released = weave_read_opt_int(q, 2);
    row->price = weave_read_opt_real(q, 3);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void album_row_keep(WeaveQuery *q, WeaveArena *mem, Album *row)
{
    weave_keep_text(q, mem, &row->title);
}

// The first row, kept; zeroed if there is none.
void album_rows_one(WeaveQuery *q, WeaveArena *mem, Album *out)
{
    Album row;
    memset(out, 0, sizeof *out);
    if (!album_row_read(q, &row))
        return;
    album_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

AlbumRows album_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    AlbumRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool album_rows_next(AlbumRows *rows)
{
    return album_row_read(&rows->query, &rows->row);
}

WeaveStatus album_rows_end(AlbumRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus album_rows_all(WeaveQuery *q, WeaveArena *mem, AlbumList *out)
{
    Album row;
    AlbumList list = {NULL, 0};
    while (album_row_read(q, &row)) {
        album_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (Album *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}

// --- table "track" ----------------------------------------------------------

// The next row.
static bool track_row_read(WeaveQuery *q, Track *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    row->album_id = weave_read_int(q, 1);
    row->title = weave_read_opt_text(q, 2);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void track_row_keep(WeaveQuery *q, WeaveArena *mem, Track *row)
{
    weave_keep_text(q, mem, &row->title);
}

// The first row, kept; zeroed if there is none.
void track_rows_one(WeaveQuery *q, WeaveArena *mem, Track *out)
{
    Track row;
    memset(out, 0, sizeof *out);
    if (!track_row_read(q, &row))
        return;
    track_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

TrackRows track_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    TrackRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool track_rows_next(TrackRows *rows)
{
    return track_row_read(&rows->query, &rows->row);
}

WeaveStatus track_rows_end(TrackRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus track_rows_all(WeaveQuery *q, WeaveArena *mem, TrackList *out)
{
    Track row;
    TrackList list = {NULL, 0};
    while (track_row_read(q, &row)) {
        track_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (Track *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}
