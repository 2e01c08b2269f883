// every.gen.h - made by weave from schema.ts. Edit that, not this.

#ifndef EVERY_GEN_H
#define EVERY_GEN_H

#include "db-tables.gen.h"

#if WEAVE_ABI != 1
#error "made for another weave runtime: run weave again"
#endif

#ifdef __cplusplus
extern "C" {
#endif

// A row of every.anything.
typedef struct EveryAnything {
    WeaveValue value;
} EveryAnything;

// every.get (schema.ts:35): one row or WEAVE_NOT_FOUND.
WEAVE_MUST_CHECK
WeaveStatus every_get(WeaveDb *db, int64_t id, WeaveArena *mem, Every *out);
const char *every_get_sql(void);

// What every_insert() is given. Start from {0}; a text, blob or enum left absent where
// null is not allowed is WEAVE_MISUSE.
typedef struct EveryInsertParams {
    int64_t i;
    WeaveOptInt i_null;
    bool flag;
    WeaveOptBool flag_null;
    int64_t at;             // seconds since 1970
    WeaveOptInt at_ms_null; // milliseconds since 1970
    double r;
    WeaveOptReal r_null;
    WeaveText t;
    WeaveText t_null; // null if absent
    EveryKind kind;
    EveryKindNull kind_null; // 0 if absent
    WeaveText json;          // JSON
    WeaveText json_null;     // JSON; null if absent
    WeaveBlob b;
    WeaveBlob b_null; // null if absent
    int64_t big;
    WeaveOptInt big_null;
    WeaveText bjson;      // JSON
    WeaveText bjson_null; // JSON; null if absent
    double num;
    WeaveOptReal num_null;
    WeaveText nstr;      // a number
    WeaveText nstr_null; // a number; null if absent
    int64_t nbig;
    WeaveOptInt nbig_null;
} EveryInsertParams;

// every.insert (schema.ts:36): *changes, if wanted, counts the rows changed.
WEAVE_MUST_CHECK
WeaveStatus every_insert(WeaveDb *db, const EveryInsertParams *params,
                         int64_t *changes);
const char *every_insert_sql(void);

// every.anything (schema.ts:45): always one row.
WEAVE_MUST_CHECK
WeaveStatus every_anything(WeaveDb *db, WeaveValue value, WeaveArena *mem,
                           EveryAnything *out);
const char *every_anything_sql(void);

#ifdef __cplusplus
}
#endif

#endif
