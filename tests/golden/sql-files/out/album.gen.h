// album.gen.h - made by weave from schema.sql. Edit that, not this.

#ifndef ALBUM_GEN_H
#define ALBUM_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A new row of table "album". Start from {0}: what is not given is the column's
// default.
typedef struct AlbumNew {
    WeaveOptInt id;  // SQLite chooses it if absent
    WeaveText title; // required
    WeaveOptInt released;
    WeaveOptReal price;
} AlbumNew;

// What is to change in a row of table "album". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct AlbumPatch {
    WeaveText title;
    WeaveOptInt released;
    WeaveOptReal price;
    struct {
        bool released;
        bool price;
    } null;
} AlbumPatch;

// album.get (schema.sql:1): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus album_get(WeaveDb *db, int64_t id, WeaveArena *mem, Album *out);
const char *album_get_sql(void);

// album.list (schema.sql:1): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus album_list(WeaveDb *db, WeaveArena *mem, AlbumList *out);
WEAVE_MUST_CHECK
AlbumRows album_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus album_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *album_list_sql(void);

// album.insert (schema.sql:1): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus album_insert(WeaveDb *db, const AlbumNew *row, int64_t *id);
const char *album_insert_sql(void);

// album.insert_many (schema.sql:1): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus album_insert_many(WeaveDb *db, const AlbumNew *rows, size_t count,
                              int64_t *changes);
const char *album_insert_many_sql(void);

// album.count (schema.sql:1): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus album_count(WeaveDb *db, int64_t *count);
const char *album_count_sql(void);

// album.update (schema.sql:1): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus album_update(WeaveDb *db, const Album *row);
const char *album_update_sql(void);

// album.patch (schema.sql:1): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus album_patch(WeaveDb *db, int64_t id, const AlbumPatch *patch);
const char *album_patch_sql(void);

// album.delete (schema.sql:1): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus album_delete(WeaveDb *db, int64_t id);
const char *album_delete_sql(void);

// album.upsert (schema.sql:1): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus album_upsert(WeaveDb *db, const AlbumNew *row, int64_t *id);
const char *album_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
