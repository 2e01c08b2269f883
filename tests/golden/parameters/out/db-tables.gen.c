// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

static const char *const post_kind_texts[] = {
    "note", // POST_KIND_NOTE
    "link", // POST_KIND_LINK
};

const WeaveEnum POST_KIND = {
    "PostKind",
    post_kind_texts,
    2,
};

const char *post_kind_text(PostKind value)
{
    return weave_enum_text(&POST_KIND, (int)value);
}

PostKind post_kind_from(WeaveText text)
{
    return (PostKind)weave_enum_find(&POST_KIND, text);
}

// --- table "post" -----------------------------------------------------------

static const WeaveField post_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Post, id), NULL},
    {WEAVE_READ_OPT_TEXT, 1, offsetof(Post, title), NULL},
    {WEAVE_READ_ENUM, 2, offsetof(Post, kind), &POST_KIND},
    {WEAVE_READ_TEXT, 3, offsetof(Post, body), NULL},
    {WEAVE_READ_BOOL, 4, offsetof(Post, pinned), NULL},
    {WEAVE_READ_INT, 5, offsetof(Post, created_at), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow POST_ROW = {
    post_fields,
    6,
    sizeof(Post),
};

// The first row, kept; zeroed if there is none.
void post_rows_one(WeaveQuery *q, WeaveArena *mem, Post *out)
{
    weave_one(q, &POST_ROW, mem, out);
}

PostRows post_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    PostRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool post_rows_next(PostRows *rows)
{
    return weave_next(&rows->query, &POST_ROW, &rows->row);
}

WeaveStatus post_rows_end(PostRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus post_rows_all(WeaveQuery *q, WeaveArena *mem, PostList *out)
{
    out->items = (Post *)weave_all(q, &POST_ROW, mem, &out->count);
    return weave_end(q);
}
