// media.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef MEDIA_GEN_H
#define MEDIA_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// One media item by its key.
// media.getById (schema.ts:16): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_get_by_id(WeaveDb *db, int64_t id, WeaveArena *mem, Media *out);
const char *media_get_by_id_sql(void);

// media.listByMimeType (schema.ts:17): any number of rows.
// after: milliseconds since 1970.
WEAVE_MUST_CHECK
WeaveStatus media_list_by_mime_type(WeaveDb *db, WeaveText mime_type, int64_t after,
                                    WeaveArena *mem, MediaList *out);
WEAVE_MUST_CHECK
MediaRows media_list_by_mime_type_rows(WeaveDb *db, WeaveText mime_type, int64_t after);
WEAVE_MUST_CHECK
WeaveStatus media_list_by_mime_type_each(WeaveDb *db, WeaveText mime_type,
                                         int64_t after, WeaveEach each, void *context);
const char *media_list_by_mime_type_sql(void);

// A new row of table "media". Start from {0}: what is not given is the column's
// default.
typedef struct MediaNew {
    WeaveOptInt id; // SQLite chooses it if absent
    // A URL, or a path below the library's directory.
    WeaveText uri;          // required
    WeaveText mime_type;    // required
    WeaveOptInt created_at; // milliseconds since 1970; has a default
    WeaveText title;        // null if absent
} MediaNew;

// What is to change in a row of table "media". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct MediaPatch {
    // A URL, or a path below the library's directory.
    WeaveText uri;
    WeaveText mime_type;
    WeaveOptInt created_at; // milliseconds since 1970
    WeaveText title;
    struct {
        bool title;
    } null;
} MediaPatch;

// media.get (schema.ts:5): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_get(WeaveDb *db, int64_t id, WeaveArena *mem, Media *out);
const char *media_get_sql(void);

// media.list (schema.ts:5): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus media_list(WeaveDb *db, WeaveArena *mem, MediaList *out);
WEAVE_MUST_CHECK
MediaRows media_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus media_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *media_list_sql(void);

// media.insert (schema.ts:5): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus media_insert(WeaveDb *db, const MediaNew *row, int64_t *id);
const char *media_insert_sql(void);

// media.insert_many (schema.ts:5): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus media_insert_many(WeaveDb *db, const MediaNew *rows, size_t count,
                              int64_t *changes);
const char *media_insert_many_sql(void);

// media.count (schema.ts:5): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus media_count(WeaveDb *db, int64_t *count);
const char *media_count_sql(void);

// media.update (schema.ts:5): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_update(WeaveDb *db, const Media *row);
const char *media_update_sql(void);

// media.patch (schema.ts:5): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_patch(WeaveDb *db, int64_t id, const MediaPatch *patch);
const char *media_patch_sql(void);

// media.delete (schema.ts:5): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_delete(WeaveDb *db, int64_t id);
const char *media_delete_sql(void);

// media.upsert (schema.ts:5): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus media_upsert(WeaveDb *db, const MediaNew *row, int64_t *id);
const char *media_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
