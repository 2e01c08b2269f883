// tag.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef TAG_GEN_H
#define TAG_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A new row of table "tag". Start from {0}: what is not given is the column's default.
typedef struct TagNew {
    WeaveOptInt id; // SQLite chooses it if absent
    WeaveOptInt media_id;
    WeaveOptInt at; // milliseconds since 1970
    WeaveText more; // JSON; null if absent
} TagNew;

// What is to change in a row of table "tag". Start from {0}: what is not given stays as
// it is, and becomes NULL where null says so.
typedef struct TagPatch {
    WeaveOptInt media_id;
    WeaveOptInt at; // milliseconds since 1970
    WeaveText more; // JSON
    struct {
        bool media_id;
        bool at;
        bool more;
    } null;
} TagPatch;

// tag.get (schema.ts:10): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_get(WeaveDb *db, int64_t id, WeaveArena *mem, Tag *out);
const char *tag_get_sql(void);

// tag.list (schema.ts:10): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus tag_list(WeaveDb *db, WeaveArena *mem, TagList *out);
WEAVE_MUST_CHECK
TagRows tag_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus tag_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *tag_list_sql(void);

// tag.insert (schema.ts:10): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus tag_insert(WeaveDb *db, const TagNew *row, int64_t *id);
const char *tag_insert_sql(void);

// tag.insert_many (schema.ts:10): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus tag_insert_many(WeaveDb *db, const TagNew *rows, size_t count,
                            int64_t *changes);
const char *tag_insert_many_sql(void);

// tag.count (schema.ts:10): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus tag_count(WeaveDb *db, int64_t *count);
const char *tag_count_sql(void);

// tag.update (schema.ts:10): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_update(WeaveDb *db, const Tag *row);
const char *tag_update_sql(void);

// tag.patch (schema.ts:10): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_patch(WeaveDb *db, int64_t id, const TagPatch *patch);
const char *tag_patch_sql(void);

// tag.delete (schema.ts:10): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus tag_delete(WeaveDb *db, int64_t id);
const char *tag_delete_sql(void);

// tag.upsert (schema.ts:10): a new row, or, with a key that is there, that row changed;
// what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus tag_upsert(WeaveDb *db, const TagNew *row, int64_t *id);
const char *tag_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
