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
    WeaveOptInt width;
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

#ifdef __cplusplus
}
#endif

#endif
