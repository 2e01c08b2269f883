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

// The next row.
static bool post_row_read(WeaveQuery *q, Post *row)
{
    if (!weave_step(q))
        return false;
    row->id = weave_read_int(q, 0);
    row->title = weave_read_opt_text(q, 1);
    row->kind = (PostKind)weave_read_enum(q, 2, &POST_KIND);
    row->body = weave_read_text(q, 3);
    row->pinned = weave_read_bool(q, 4);
    row->created_at = weave_read_int(q, 5);
    return weave_ok(q);
}

// Makes the row just read outlive its query.
static void post_row_keep(WeaveQuery *q, WeaveArena *mem, Post *row)
{
    weave_keep_text(q, mem, &row->title);
    weave_keep_text(q, mem, &row->body);
}

// The first row, kept; zeroed if there is none.
void post_rows_one(WeaveQuery *q, WeaveArena *mem, Post *out)
{
    Post row;
    memset(out, 0, sizeof *out);
    if (!post_row_read(q, &row))
        return;
    post_row_keep(q, mem, &row);
    if (weave_ok(q))
        *out = row;
}

PostRows post_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    PostRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query(db, statement);
    return rows;
}

bool post_rows_next(PostRows *rows)
{
    return post_row_read(&rows->query, &rows->row);
}

WeaveStatus post_rows_end(PostRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus post_rows_all(WeaveQuery *q, WeaveArena *mem, PostList *out)
{
    Post row;
    PostList list = {NULL, 0};
    while (post_row_read(q, &row)) {
        post_row_keep(q, mem, &row);
        void *items = weave_grow(q, mem, list.items, list.count, sizeof row);
        list.items = (Post *)items;
        if (weave_ok(q))
            list.items[list.count++] = row;
    }
    WeaveStatus status = weave_end(q);
    if (status != WEAVE_OK)
        memset(&list, 0, sizeof list);
    *out = list;
    return status;
}
