// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "media" ----------------------------------------------------------

static const WeaveField media_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Media, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Media, uri), NULL},
    {WEAVE_READ_OPT_TEXT, 2, offsetof(Media, title), NULL},
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

// --- table "tag" ------------------------------------------------------------

static const WeaveField tag_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Tag, id), NULL},
    {WEAVE_READ_OPT_INT, 1, offsetof(Tag, media_id), NULL},
    {WEAVE_READ_OPT_INT, 2, offsetof(Tag, at), NULL},
    {WEAVE_READ_OPT_TEXT, 3, offsetof(Tag, more), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow TAG_ROW = {
    tag_fields,
    4,
    sizeof(Tag),
};

// The first row, kept; zeroed if there is none.
void tag_rows_one(WeaveQuery *q, WeaveArena *mem, Tag *out)
{
    weave_one(q, &TAG_ROW, mem, out);
}

TagRows tag_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    TagRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool tag_rows_next(TagRows *rows)
{
    return weave_next(&rows->query, &TAG_ROW, &rows->row);
}

WeaveStatus tag_rows_end(TagRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus tag_rows_all(WeaveQuery *q, WeaveArena *mem, TagList *out)
{
    out->items = (Tag *)weave_all(q, &TAG_ROW, mem, &out->count);
    return weave_end(q);
}
