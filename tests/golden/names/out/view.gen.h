// view.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef VIEW_GEN_H
#define VIEW_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// view.new (schema.ts:18): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus view_new(WeaveDb *db, WeaveText class_, int64_t db_, WeaveArena *mem,
                     ViewList *out);
WEAVE_MUST_CHECK
ViewRows view_new_rows(WeaveDb *db, WeaveText class_, int64_t db_);
WEAVE_MUST_CHECK
WeaveStatus view_new_each(WeaveDb *db, WeaveText class_, int64_t db_, WeaveEach each,
                          void *context);
const char *view_new_sql(void);

// A new row of table "view". Start from {0}: what is not given is the column's default.
typedef struct ViewNew {
    WeaveText type; // required
    WeaveOptInt default_;
    WeaveOptInt int_;
    WeaveText class_;     // null if absent
    WeaveText n_2nd_name; // null if absent
} ViewNew;

// view.list (schema.ts:4): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus view_list(WeaveDb *db, WeaveArena *mem, ViewList *out);
WEAVE_MUST_CHECK
ViewRows view_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus view_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *view_list_sql(void);

// view.insert (schema.ts:4): a new row.
WEAVE_MUST_CHECK
WeaveStatus view_insert(WeaveDb *db, const ViewNew *row);
const char *view_insert_sql(void);

// view.insert_many (schema.ts:4): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus view_insert_many(WeaveDb *db, const ViewNew *rows, size_t count,
                             int64_t *changes);
const char *view_insert_many_sql(void);

// view.count (schema.ts:4): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus view_count(WeaveDb *db, int64_t *count);
const char *view_count_sql(void);

#ifdef __cplusplus
}
#endif

#endif
