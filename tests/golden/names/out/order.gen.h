// order.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef ORDER_GEN_H
#define ORDER_GEN_H

#include "db-tables.gen.h"

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

// A new row of table "order". Start from {0}: what is not given is the column's
// default.
typedef struct OrderNew {
    WeaveOptInt errno_; // SQLite chooses it if absent
    WeaveText userName; // null if absent
} OrderNew;

// What is to change in a row of table "order". Start from {0}: what is not given stays
// as it is, and becomes NULL where null says so.
typedef struct OrderPatch {
    WeaveText userName;
    struct {
        bool userName;
    } null;
} OrderPatch;

// order.get (schema.ts:12): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus order_get(WeaveDb *db, int64_t errno_, WeaveArena *mem, Order *out);
const char *order_get_sql(void);

// order.list (schema.ts:12): any number of rows.
WEAVE_MUST_CHECK
WeaveStatus order_list(WeaveDb *db, WeaveArena *mem, OrderList *out);
WEAVE_MUST_CHECK
OrderRows order_list_rows(WeaveDb *db);
WEAVE_MUST_CHECK
WeaveStatus order_list_each(WeaveDb *db, WeaveEach each, void *context);
const char *order_list_sql(void);

// order.insert (schema.ts:12): a new row; *id, if wanted, is its key.
WEAVE_MUST_CHECK
WeaveStatus order_insert(WeaveDb *db, const OrderNew *row, int64_t *id);
const char *order_insert_sql(void);

// order.insert_many (schema.ts:12): new rows, all or none; *changes, if wanted, counts
// them.
WEAVE_MUST_CHECK
WeaveStatus order_insert_many(WeaveDb *db, const OrderNew *rows, size_t count,
                              int64_t *changes);
const char *order_insert_many_sql(void);

// order.count (schema.ts:12): how many rows there are.
WEAVE_MUST_CHECK
WeaveStatus order_count(WeaveDb *db, int64_t *count);
const char *order_count_sql(void);

// order.update (schema.ts:12): all columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus order_update(WeaveDb *db, const Order *row);
const char *order_update_sql(void);

// order.patch (schema.ts:12): some columns of one row, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus order_patch(WeaveDb *db, int64_t errno_, const OrderPatch *patch);
const char *order_patch_sql(void);

// order.delete (schema.ts:12): one row less, or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus order_delete(WeaveDb *db, int64_t errno_);
const char *order_delete_sql(void);

// order.upsert (schema.ts:12): a new row, or, with a key that is there, that row
// changed; what is not given and has a default then stays as it is.
WEAVE_MUST_CHECK
WeaveStatus order_upsert(WeaveDb *db, const OrderNew *row, int64_t *id);
const char *order_upsert_sql(void);

#ifdef __cplusplus
}
#endif

#endif
