// db-tables.gen.c - made by weave from schema.ts. Edit that, not this.

#include "db-tables.gen.h"

#include <string.h>

// --- table "posts" ----------------------------------------------------------

static const WeaveField posts_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Posts, id), NULL},
    {WEAVE_READ_INT, 1, offsetof(Posts, author_id), NULL},
    {WEAVE_READ_OPT_TEXT, 2, offsetof(Posts, title), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow POSTS_ROW = {
    posts_fields,
    3,
    sizeof(Posts),
};

// The first row, kept; zeroed if there is none.
void posts_rows_one(WeaveQuery *q, WeaveArena *mem, Posts *out)
{
    weave_one(q, &POSTS_ROW, mem, out);
}

PostsRows posts_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    PostsRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool posts_rows_next(PostsRows *rows)
{
    return weave_next(&rows->query, &POSTS_ROW, &rows->row);
}

WeaveStatus posts_rows_end(PostsRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus posts_rows_all(WeaveQuery *q, WeaveArena *mem, PostsList *out)
{
    out->items = (Posts *)weave_all(q, &POSTS_ROW, mem, &out->count);
    return weave_end(q);
}

// --- table "users" ----------------------------------------------------------

static const WeaveField users_fields[] = {
    {WEAVE_READ_INT, 0, offsetof(Users, id), NULL},
    {WEAVE_READ_TEXT, 1, offsetof(Users, name), NULL},
    {WEAVE_READ_END, 0, 0, NULL},
};

const WeaveRow USERS_ROW = {
    users_fields,
    2,
    sizeof(Users),
};

// The first row, kept; zeroed if there is none.
void users_rows_one(WeaveQuery *q, WeaveArena *mem, Users *out)
{
    weave_one(q, &USERS_ROW, mem, out);
}

UsersRows users_rows_begin(WeaveDb *db, WeaveStatement *statement)
{
    UsersRows rows;
    memset(&rows, 0, sizeof rows);
    rows.query = weave_query_rows(db, statement);
    return rows;
}

bool users_rows_next(UsersRows *rows)
{
    return weave_next(&rows->query, &USERS_ROW, &rows->row);
}

WeaveStatus users_rows_end(UsersRows *rows)
{
    return weave_end(&rows->query);
}

// All rows, kept, in a list that lives in mem; ends the query.
WeaveStatus users_rows_all(WeaveQuery *q, WeaveArena *mem, UsersList *out)
{
    out->items = (Users *)weave_all(q, &USERS_ROW, mem, &out->count);
    return weave_end(q);
}
