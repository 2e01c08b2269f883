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

// What "sort" of media.list can be. 0 is none of it: _text() of 0 is null, _from() of
// any other text is 0.
typedef enum MediaListSort {
    MEDIA_LIST_SORT_NEWEST = 1, // "newest"
    MEDIA_LIST_SORT_BY_URI,     // "byUri"
} MediaListSort;

extern const WeaveEnum MEDIA_LIST_SORT;
const char *media_list_sort_text(MediaListSort value);
MediaListSort media_list_sort_from(WeaveText text);

// All of one width, in an order.
// media.list (schema.ts:16): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus media_list(WeaveDb *db, int64_t width, MediaListSort sort, WeaveArena *mem,
                       MediaList *out);
WEAVE_MUST_CHECK
MediaRows media_list_rows(WeaveDb *db, int64_t width, MediaListSort sort);
WEAVE_MUST_CHECK
WeaveStatus media_list_each(WeaveDb *db, int64_t width, MediaListSort sort,
                            WeaveEach each, void *context);
const char *media_list_sql(MediaListSort sort);

// What media_search() is given. Start from {0}; a text, blob or enum left absent where
// null is not allowed is WEAVE_MISUSE.
typedef struct MediaSearchParams {
    bool with_text;
    bool with_wide;
    WeaveText text; // only with_text
    int64_t limit;
} MediaSearchParams;

// What is found, perhaps by its name, perhaps by its size.
// media.search (schema.ts:18): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus media_search(WeaveDb *db, const MediaSearchParams *params, WeaveArena *mem,
                         MediaList *out);
WEAVE_MUST_CHECK
MediaRows media_search_rows(WeaveDb *db, const MediaSearchParams *params);
WEAVE_MUST_CHECK
WeaveStatus media_search_each(WeaveDb *db, const MediaSearchParams *params,
                              WeaveEach each, void *context);
const char *media_search_sql(const MediaSearchParams *params);

// What media_forget() is given. Start from {0}; a text, blob or enum left absent where
// null is not allowed is WEAVE_MISUSE.
typedef struct MediaForgetParams {
    bool with_small;
    int64_t below; // only with_small
} MediaForgetParams;

// Forgets all of them, or the small ones.
// media.forget (schema.ts:23): *changes, if wanted, counts the rows changed.
WEAVE_MUST_CHECK
WeaveStatus media_forget(WeaveDb *db, const MediaForgetParams *params,
                         int64_t *changes);
const char *media_forget_sql(const MediaForgetParams *params);

// A new row of table "media". Start from {0}: what is not given is the column's
// default.
typedef struct MediaNew {
    WeaveOptInt id; // SQLite chooses it if absent
    WeaveText uri;  // required
    WeaveOptInt width;
} MediaNew;

// What is to change in a row of table "media". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct MediaPatch {
    WeaveText uri;
    WeaveOptInt width;
    struct {
        bool width;
    } null;
} MediaPatch;

// media.get (schema.ts:6): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_get(WeaveDb *db, int64_t id, WeaveArena *mem, Media *out);
const char *media_get_sql(void);

// media.insert (schema.ts:6): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus media_insert(WeaveDb *db, const MediaNew *row, int64_t *id);
const char *media_insert_sql(void);

// media.insert_many (schema.ts:6): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus media_insert_many(WeaveDb *db, const MediaNew *rows, size_t count,
                              int64_t *changes);
const char *media_insert_many_sql(void);

// media.count (schema.ts:6): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus media_count(WeaveDb *db, int64_t *count);
const char *media_count_sql(void);

// media.update (schema.ts:6): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_update(WeaveDb *db, const Media *row);
const char *media_update_sql(void);

// media.patch (schema.ts:6): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_patch(WeaveDb *db, int64_t id, const MediaPatch *patch);
const char *media_patch_sql(void);

// media.delete (schema.ts:6): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus media_delete(WeaveDb *db, int64_t id);
const char *media_delete_sql(void);

// media.upsert (schema.ts:6): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus media_upsert(WeaveDb *db, const MediaNew *row, int64_t *id);
const char *media_upsert_sql(void);

// There is no operation media.list: something else has that name.

#ifdef __cplusplus
}
#endif

#endif
