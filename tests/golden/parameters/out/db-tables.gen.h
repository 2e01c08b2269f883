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

// What post.kind can hold. 0 is none of it: _text() of 0 is null, _from() of any other
// text is 0.
typedef enum PostKind {
    POST_KIND_NOTE = 1, // "note"
    POST_KIND_LINK,     // "link"
} PostKind;

extern const WeaveEnum POST_KIND;
const char *post_kind_text(PostKind value);
PostKind post_kind_from(WeaveText text);

// A struct is a row, its members in the order of the columns. Behind it:
// - List, rows that are yours: they live in the arena given to the query.
// - Rows, rows still in SQLite. Nothing is copied: row is good until the
//   next _rows_next() or _rows_end(). Always end what you begin.

// A row of table "post".
typedef struct Post {
    int64_t id;
    WeaveText title; // null if absent
    PostKind kind;
    WeaveText body; // JSON
    bool pinned;
    int64_t created_at; // milliseconds since 1970
} Post;

typedef struct PostList {
    Post *items;
    size_t count;
} PostList;

typedef struct PostRows {
    Post row;
    WeaveQuery query;
} PostRows;

bool post_rows_next(PostRows *rows);
WEAVE_MUST_CHECK
WeaveStatus post_rows_end(PostRows *rows);
extern const WeaveRow POST_ROW;
PostRows post_rows_begin(WeaveDb *db, WeaveStatement *statement);
void post_rows_one(WeaveQuery *q, WeaveArena *mem, Post *out);
WEAVE_MUST_CHECK
WeaveStatus post_rows_all(WeaveQuery *q, WeaveArena *mem, PostList *out);

#ifdef __cplusplus
}
#endif

#endif
