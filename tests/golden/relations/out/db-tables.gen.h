// db-tables.gen.h - made by weave from schema.ts. Edit that, not this.

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

// A row of table "posts".
typedef struct Posts {
    int64_t id;
    int64_t author_id;
    WeaveText title; // null if absent
} Posts;

typedef struct PostsList {
    Posts *items;
    size_t count;
} PostsList;

typedef struct PostsRows {
    Posts row;
    WeaveQuery query;
} PostsRows;

bool posts_rows_next(PostsRows *rows);
WEAVE_MUST_CHECK
WeaveStatus posts_rows_end(PostsRows *rows);
extern const WeaveRow POSTS_ROW;
PostsRows posts_rows_begin(WeaveDb *db, WeaveStatement *statement);
void posts_rows_one(WeaveQuery *q, WeaveArena *mem, Posts *out);
WEAVE_MUST_CHECK
WeaveStatus posts_rows_all(WeaveQuery *q, WeaveArena *mem, PostsList *out);

// A row of table "users".
typedef struct Users {
    int64_t id;
    WeaveText name;
} Users;

typedef struct UsersList {
    Users *items;
    size_t count;
} UsersList;

typedef struct UsersRows {
    Users row;
    WeaveQuery query;
} UsersRows;

bool users_rows_next(UsersRows *rows);
WEAVE_MUST_CHECK
WeaveStatus users_rows_end(UsersRows *rows);
extern const WeaveRow USERS_ROW;
UsersRows users_rows_begin(WeaveDb *db, WeaveStatement *statement);
void users_rows_one(WeaveQuery *q, WeaveArena *mem, Users *out);
WEAVE_MUST_CHECK
WeaveStatus users_rows_all(WeaveQuery *q, WeaveArena *mem, UsersList *out);

#ifdef __cplusplus
}
#endif

#endif
