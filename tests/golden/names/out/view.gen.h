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

#ifdef __cplusplus
}
#endif

#endif
