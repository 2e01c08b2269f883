// order.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef ORDER_GEN_H
#define ORDER_GEN_H

#include "weave.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A row of order.getByURL.
typedef struct OrderGetByUrl {
    WeaveText userName; // null if absent
    int64_t count___;
    WeaveOptInt register_;
} OrderGetByUrl;

// order.getByURL (schema.ts:22): always one row.
WEAVE_MUST_CHECK
WeaveStatus order_get_by_url(WeaveDb *db, int64_t errno_, WeaveArena *mem,
                             OrderGetByUrl *out);
const char *order_get_by_url_sql(void);

#ifdef __cplusplus
}
#endif

#endif
