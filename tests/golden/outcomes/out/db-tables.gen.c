// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "tag" ------------------------------------------------------------

static const WeaveField tag_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Tag, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Tag, name), NULL},
    {WEAVE_READ_INT, 2, offsetof(Tag, uses), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow TAG_ROW = {
    tag_fields,
    3,
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
