// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "media" ----------------------------------------------------------

// The next row.
static bool media_row_read(WeaveQuery *q, Media *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    row->uri = weave_read_text(q, 1);
    row->width = weave_read_opt_int(q, 2);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void media_row_keep(WeaveQuery *q, WeaveArena *mem, Media *row)
{
    weave_keep_text(q, mem, &row->uri);
}

// The first row, kept; zeroed if there is none.
void media_rows_one(WeaveQuery *q, WeaveArena *mem, Media *out)
{
    Media row;
    memset(out, 0, sizeof *out);
    if (!media_row_read(q, &row))
        return;
    media_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

MediaRows media_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    MediaRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool media_rows_next(MediaRows *rows)
{
    return media_row_read(&rows->query, &rows->row);
}

WeaveStatus media_rows_end(MediaRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus media_rows_all(WeaveQuery *q, WeaveArena *mem, MediaList *out)
{
    Media row;
    MediaList list = {NULL, 0};
    while (media_row_read(q, &row)) {
        media_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (Media *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}
