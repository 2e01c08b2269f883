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

#ifdef __cplusplus
}
#endif

#endif
