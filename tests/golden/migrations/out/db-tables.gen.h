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

// A row of table "media".
typedef struct Media {
    int64_t id;
    WeaveText uri;
    WeaveText title; // null if absent
} Media;

typedef struct MediaList {
    Media *items;
    size_t count;
} MediaList;

typedef struct MediaRows {
    Media row;
    WeaveQuery query;
} MediaRows;

bool media_rows_next(MediaRows *rows);
WEAVE_MUST_CHECK
WeaveStatus media_rows_end(MediaRows *rows);
extern const WeaveRow MEDIA_ROW;
MediaRows media_rows_begin(WeaveDb *db, WeaveStatement *statement);
void media_rows_one(WeaveQuery *q, WeaveArena *mem, Media *out);
WEAVE_MUST_CHECK
WeaveStatus media_rows_all(WeaveQuery *q, WeaveArena *mem, MediaList *out);

// A row of table "tag".
typedef struct Tag {
    int64_t id;
    WeaveOptInt media_id;
    WeaveOptInt at; // milliseconds since 1970
    WeaveText more; // JSON; null if absent
} Tag;

typedef struct TagList {
    Tag *items;
    size_t count;
} TagList;

typedef struct TagRows {
    Tag row;
    WeaveQuery query;
} TagRows;

bool tag_rows_next(TagRows *rows);
WEAVE_MUST_CHECK
WeaveStatus tag_rows_end(TagRows *rows);
extern const WeaveRow TAG_ROW;
TagRows tag_rows_begin(WeaveDb *db, WeaveStatement *statement);
void tag_rows_one(WeaveQuery *q, WeaveArena *mem, Tag *out);
WEAVE_MUST_CHECK
WeaveStatus tag_rows_all(WeaveQuery *q, WeaveArena *mem, TagList *out);

#ifdef __cplusplus
}
#endif

#endif
