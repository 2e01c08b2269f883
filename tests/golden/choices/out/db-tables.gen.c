// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "media" ----------------------------------------------------------

static const WeaveField media_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Media, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Media, uri), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(Media, width), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow MEDIA_ROW = {
    media_fields,
    3,
    sizeof(Media),
};

// The first row, kept; zeroed if there is none.
void media_rows_one(WeaveQuery *q, WeaveArena *mem, Media *out)
{
    weave_one(q, &MEDIA_ROW, mem, out);
}

MediaRows media_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    MediaRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool media_rows_next(MediaRows *rows)
{
    return weave_next(&rows->query, &MEDIA_ROW, &rows->row);
}

WeaveStatus media_rows_end(MediaRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus media_rows_all(WeaveQuery *q, WeaveArena *mem, MediaList *out)
{
    out->items = (Media *)weave_all(q, &MEDIA_ROW, mem, &out->count);
    return weave_end(q);
}
