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

#ifdef __cplusplus
}
#endif

#endif
