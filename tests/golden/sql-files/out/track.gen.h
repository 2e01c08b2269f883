// track.gen.h - made by weave from schema.sql. Edit that, not this.

#ifndef TRACK_GEN_H
#define TRACK_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A new row of table "track". Start from {0}: what is not given is the column's
// default.
typedef struct TrackNew {
    WeaveOptInt id;   // SQLite chooses it if absent
    int64_t album_id; // required
    WeaveText title;  // null if absent
} TrackNew;

// What is to change in a row of table "track". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct TrackPatch {
    WeaveOptInt album_id;
    WeaveText title;
    struct {
        bool title;
    } null;
} TrackPatch;

// track.get (schema.sql:17): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus track_get(WeaveDb *db, int64_t id, WeaveArena *mem, Track *out);
const char *track_get_sql(void);

// track.list (schema.sql:17): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus track_list(WeaveDb *db, WeaveArena *mem, TrackList *out);
WEAVE_MUST_CHECK
TrackRows track_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus track_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *track_list_sql(void);

// track.insert (schema.sql:17): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus track_insert(WeaveDb *db, const TrackNew *row, int64_t *id);
const char *track_insert_sql(void);

// track.insert_many (schema.sql:17): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus track_insert_many(WeaveDb *db, const TrackNew *rows, size_t count,
                              int64_t *changes);
const char *track_insert_many_sql(void);

// track.count (schema.sql:17): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus track_count(WeaveDb *db, int64_t *count);
const char *track_count_sql(void);

// track.update (schema.sql:17): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus track_update(WeaveDb *db, const Track *row);
const char *track_update_sql(void);

// track.patch (schema.sql:17): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus track_patch(WeaveDb *db, int64_t id, const TrackPatch *patch);
const char *track_patch_sql(void);

// track.delete (schema.sql:17): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus track_delete(WeaveDb *db, int64_t id);
const char *track_delete_sql(void);

// track.upsert (schema.sql:17): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus track_upsert(WeaveDb *db, const TrackNew *row, int64_t *id);
const char *track_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
